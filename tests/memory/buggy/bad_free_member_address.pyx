from libc.stdlib cimport free, malloc

cdef struct Pt:
    int x
    int y

def go():
    cdef Pt* p = <Pt*>malloc(sizeof(Pt))
    if p == NULL:
        raise MemoryError()
    free(&p.y)      # expect: bad-free
