def pick(bint known, int value):
    cdef int result
    if known:
        result = value
    print("picked")
    if known:
        return result
    return 0
