def first():
    cdef int a[4]
    cdef int x = a[0]  # expect: uninitialized
    return x
