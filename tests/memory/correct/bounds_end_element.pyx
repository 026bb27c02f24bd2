from libc.stdlib cimport malloc, calloc, realloc, free

def close(size_t n):
    cdef int* p = <int*>calloc(n, sizeof(int))
    if p == NULL:
        raise MemoryError()
    if n > 0:
        p[n - 1] = 1
    free(p)
