cdef int* local_table():
    cdef int t[4]
    t[0] = 1
    return t    # expect: dangling-pointer
