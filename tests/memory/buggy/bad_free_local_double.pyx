from libc.stdlib cimport free

def go():
    cdef double x = 1.0
    cdef double* p = &x
    free(<void*>p)    # expect: bad-free
