def last():
    cdef double row[4]
    row[0] = 1.0
    row[4] = 2.0  # expect: out-of-bounds
    return row[0]
