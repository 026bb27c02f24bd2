from libc.stdlib cimport malloc, free
def go(bytes b, int m):
    cdef size_t n = len(b)
    cdef char* big = NULL
    cdef char small[64]
    cdef char* p
    cdef bint heap = n >= 64
    if heap:
        big = <char*>malloc(n + 1)
        if big == NULL:
            raise MemoryError()
        p = big
    else:
        p = small
    p[0] = 0
    r = p[0]
    if heap:
        free(big)
    return r
