from libc.stdlib cimport free

cdef struct Opt:
    char* name
    int v

cdef void opt_free(Opt* o):
    free(o.name)

def go():
    cdef Opt o
    o.name = "default"
    o.v = 0
    opt_free(&o)    # expect: bad-free
