from libc.stdlib cimport malloc, free
def small(n):
    cdef unsigned char count = n
    cdef double *p = <double *>malloc(count * sizeof(double))   # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    free(p)
