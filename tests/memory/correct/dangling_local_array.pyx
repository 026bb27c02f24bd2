cdef int first() noexcept:
    cdef int[4] cells
    cells[0] = 1
    return cells[0]
