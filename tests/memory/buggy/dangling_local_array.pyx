cdef int* broken() noexcept:
    cdef int[4] cells
    cells[0] = 1
    return cells  # expect: dangling-pointer
