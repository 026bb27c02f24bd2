from libc.stdlib cimport malloc, calloc, realloc, free

cdef extern from "queue.h":
    int queue_push(void* item)

def push(size_t n):
    cdef char* p = <char*>malloc(n)
    if p == NULL:
        raise MemoryError()
    if queue_push(p) != 0:
        free(p)
        raise RuntimeError("full")
