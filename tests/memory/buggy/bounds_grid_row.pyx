def go():
    cdef int grid[3][4]
    cdef int i, j
    for i in range(3):
        for j in range(4):
            grid[i][j] = 0
    return grid[0][4]     # expect: out-of-bounds
