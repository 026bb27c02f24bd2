def go(int mode):
    cdef double x
    cdef double y
    if mode == 1:
        x = 2.0
        y = 3.0
    else:
        x = 1.0
    return x * y    # expect: uninitialized
