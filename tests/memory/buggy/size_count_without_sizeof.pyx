from libc.stdlib cimport malloc, calloc, realloc, free

def ramp(size_t n):
    cdef size_t i
    cdef double* p = <double*>malloc(n)  # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = i
    free(p)
