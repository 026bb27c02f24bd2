from libc.stdlib cimport free, malloc
def go(bint have):
    cdef char* p
    if have:
        p = <char*>malloc(3)
    free(p)    # expect: uninitialized
