from libc.string cimport memset, strncpy
cdef struct H:
    int a
    char name[32]
def go(bytes n):
    cdef H h
    memset(&h, 0, sizeof(H))
    strncpy(h.name, n, 31)
    return h.name[0], h.a
