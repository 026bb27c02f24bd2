def go(list xs):
    cdef int best
    cdef bint found = False
    for x in xs:
        if x > 3:
            best = x
            found = True
            break
    if not found:
        return None
    return best
