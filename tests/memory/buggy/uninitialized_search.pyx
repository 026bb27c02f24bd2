def go(list xs):
    cdef int best
    for x in xs:
        if x > 3:
            best = x
            break
    return best    # expect: uninitialized
