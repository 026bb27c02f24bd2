cdef int* broken(int n) noexcept:
    cdef int x = n
    return &x  # expect: dangling-pointer
