def pick(bint known, int value):
    cdef int result
    if known:
        result = value
    return result  # expect: uninitialized
