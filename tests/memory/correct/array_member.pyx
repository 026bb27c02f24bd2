from libc.stdlib cimport malloc, free
cdef struct Header:
    int n
    char body[64]
def run():
    cdef Header *h = <Header *>malloc(sizeof(Header))
    if h == NULL:
        raise MemoryError()
    h.n = 1
    h.body[0] = 2
    r = h.n + h.body[0]
    free(h)
    return r
