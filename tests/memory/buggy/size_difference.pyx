from libc.stdlib cimport malloc, free

def go(values):
    cdef int n = len(values) - 1
    cdef double* d = <double*>malloc(n * sizeof(double))    # expect: allocation-size
    if d == NULL:
        raise MemoryError()
    free(d)
