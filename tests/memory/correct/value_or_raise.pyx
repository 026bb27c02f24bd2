def go(int mode):
    cdef double x = 0
    cdef double y
    if mode == 1:
        x = 2.0
        y = 3.0
    elif mode == 2:
        y = 1.0
    else:
        raise ValueError(mode)
    return x * y
