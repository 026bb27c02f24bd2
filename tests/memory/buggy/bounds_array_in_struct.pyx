cdef struct M:
    int cell[3][3]
def go():
    cdef M m
    cdef int i
    for i in range(3):
        m.cell[i][0] = i
    return m.cell[3][0]    # expect: out-of-bounds
