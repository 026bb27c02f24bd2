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
    cdef Mat m = make(n)     # expect: leak
    if m.v == NULL:
        raise MemoryError()
    m.v[0] = 1
    return m.v[0]
