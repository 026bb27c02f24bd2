def last():
    cdef double row[4]
    row[0] = 1.0
    row[3] = 2.0
    return row[0]
