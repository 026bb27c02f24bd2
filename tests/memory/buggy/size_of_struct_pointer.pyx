from libc.stdlib cimport malloc, free
cdef struct Rec:
    long a
    long b
    char c[30]

def go():
    cdef Rec* r = <Rec*>malloc(sizeof(Rec*))    # expect: allocation-size
    if r == NULL:
        raise MemoryError()
    r.a = 1
    free(r)
