cdef int sign(int x) noexcept:
    cdef int r
    if x > 0:
        r = 1
    elif x < 0:
        r = -1
    else:
        r = 0
    return r
