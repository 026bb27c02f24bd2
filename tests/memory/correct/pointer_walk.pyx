from libc.stdlib cimport malloc, free
def go(size_t n):
    cdef char* p = <char*>malloc(n + 1)
    cdef char* q
    if p == NULL:
        raise MemoryError()
    q = p
    while q < p + n:
        q[0] = 97
        q += 1
    q[0] = 0
    s = p[:n]
    free(p)
    return s
