from libc.stdlib cimport malloc, free
def run(int n):
    cdef int nbytes = n * sizeof(double)
    cdef double *m = <double *>malloc(nbytes)     # expect: allocation-size
    if m == NULL:
        raise MemoryError()
    m[0] = 1
    free(m)
