from libc.stdlib cimport malloc, calloc, realloc, free

def two(size_t n):
    cdef size_t i
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = 1
    cdef int x = p[1] if n > 1 else 0
    free(p)
    return x
