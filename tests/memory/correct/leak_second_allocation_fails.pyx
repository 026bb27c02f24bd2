from libc.stdlib cimport malloc, free

def two(int n):
    cdef int* a = <int*>malloc(n * sizeof(int))
    if a == NULL:
        raise MemoryError()
    cdef int* b = <int*>malloc(n * sizeof(int))
    if b == NULL:
        free(a)
        raise MemoryError()
    free(a)
    free(b)
