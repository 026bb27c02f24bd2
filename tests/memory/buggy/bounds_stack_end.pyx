def go():
    cdef char name[8]
    name[8] = 0    # expect: out-of-bounds
    return name[0]  # expect: uninitialized
