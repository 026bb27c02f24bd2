from libc.stdlib cimport malloc, free
ctypedef struct Particle:
    double x, y, z
    double mass
def go(int n):
    cdef Particle *ps = <Particle *>malloc(n * 8)     # expect: allocation-size
    cdef int i
    if not ps:
        raise MemoryError()
    for i in range(n):
        ps[i].x = 0
    free(ps)
