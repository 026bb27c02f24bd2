from libc.stdlib cimport free

cdef void stack() noexcept:
    cdef int x = 3
    free(&x)  # expect: bad-free
