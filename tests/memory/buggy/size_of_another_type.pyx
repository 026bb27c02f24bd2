from libc.stdlib cimport malloc, free

def go(size_t n):
    cdef double* p = <double*>malloc(n * sizeof(float))   # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    free(p)
