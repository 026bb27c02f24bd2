from libc.stdlib cimport malloc, calloc, realloc, free

def ramp(size_t nbytes):
    cdef size_t i
    cdef double* p = <double*>malloc(nbytes)
    if p == NULL:
        raise MemoryError()
    for i in range(nbytes // sizeof(double)):
        p[i] = i
    free(p)
