from libc.stdlib cimport free
cdef int shared[10]

def go():
    cdef int* p = &shared[0]
    free(p)    # expect: bad-free
