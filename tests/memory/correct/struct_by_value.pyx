from libc.stdlib cimport malloc, free
cdef struct Mat:
    double *v
    int n
cdef Mat make(int n):
    cdef Mat m
    m.n = n
    m.v = <double *>malloc(n * sizeof(double))
    return m
def trace(int n):
    cdef Mat m = make(n)
    if m.v == NULL:
        raise MemoryError()
    m.v[0] = 1
    r = m.v[0]
    free(m.v)
    return r
