def go():
    cdef int a[3]
    a[0] = 1
    a[1] = 2
    return a[0] + a[1] + a[2]   # expect: uninitialized
