from libc.stdlib cimport malloc, free
cdef struct Rec:
    double a
    double b
    int c
def run():
    cdef Rec *r = NULL
    r = <Rec *>malloc(sizeof(r))      # expect: allocation-size
    if r == NULL:
        raise MemoryError()
    r.a = 1
    free(r)
