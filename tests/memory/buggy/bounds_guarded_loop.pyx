from libc.stdlib cimport malloc, calloc, realloc, free

def sums(size_t n):
    cdef size_t i = 0
    cdef double* p = <double*>malloc(n * sizeof(double))
    if p == NULL:
        raise MemoryError()
    while i <= n:
        p[i] = i  # expect: out-of-bounds
        i += 1
    free(p)
