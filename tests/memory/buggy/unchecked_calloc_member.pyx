from libc.stdlib cimport calloc, free

cdef struct P:
    int x
    double w

def go(int n):
    cdef P* p = <P*>calloc(n, sizeof(P))
    p.x = 3    # expect: unchecked-allocation
    free(p)
