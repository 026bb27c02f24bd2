"""The state that a parser is in rules out that its stack is empty."""

cdef enum Where:
    OUTSIDE = 0
    INSIDE = 1
    BETWEEN = 2

cdef depth(const char* text):
    cdef int level = 0
    cdef int counts[8]
    cdef Where where = OUTSIDE
    counts[:] = [0, 0, 0, 0, 0, 0, 0, 0]
    while text[0] != 0:
        if text[0] == b'(':
            if level == 8:
                raise ValueError("too deep")
            level += 1
            where = INSIDE
        elif text[0] == b',':
            if where not in (INSIDE, BETWEEN):
                raise ValueError("nothing to part")
            where = BETWEEN
            counts[level - 1] += 1
        text += 1
    return counts[0]
