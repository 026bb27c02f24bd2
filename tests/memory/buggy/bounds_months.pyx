def days(int month):
    cdef int table[12]
    cdef int i
    for i in range(1, 13):
        table[i] = 30      # expect: out-of-bounds
    return table[month]
