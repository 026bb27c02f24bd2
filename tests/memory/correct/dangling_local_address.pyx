cdef int through(int n) noexcept:
    cdef int x = n
    cdef int* p = &x
    return p[0]
