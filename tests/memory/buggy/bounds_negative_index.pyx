def go(x):
    cdef double hist[5]
    cdef int i
    for i in range(5):
        hist[i] = 0
    return hist[-1]    # expect: out-of-bounds
