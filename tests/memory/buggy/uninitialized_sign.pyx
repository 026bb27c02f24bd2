cdef int sign(int x) noexcept:
    cdef int r
    if x > 0:
        r = 1
    elif x < 0:
        r = -1
    return r      # expect: uninitialized
