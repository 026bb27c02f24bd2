from libc.stdlib cimport malloc, free
def go(int n):
    cdef int *p = <int *>malloc(sizeof(int) * n)
    try:
        p[0] = 5     # expect: unchecked-allocation
        return p[0]
    finally:
        free(p)
