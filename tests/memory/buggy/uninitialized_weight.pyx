from libc.stdlib cimport malloc, free
def run(int n):
    cdef double *w = <double *>malloc(n * sizeof(double))
    cdef double s
    if w == NULL:
        raise MemoryError()
    s = w[0] + 1      # expect: uninitialized
    free(w)
    return s
