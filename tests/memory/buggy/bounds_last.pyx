from libc.stdlib cimport malloc, free
def last(size_t n):
    cdef double *p = <double *>malloc(n * sizeof(double))
    if p == NULL:
        raise MemoryError()
    p[n] = 1.0      # expect: out-of-bounds
    free(p)
