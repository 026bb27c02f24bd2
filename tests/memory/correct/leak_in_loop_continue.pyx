from libc.stdlib cimport malloc, free

cdef int odd(int n) noexcept:
    cdef int* cell
    cdef int i, found = 0
    for i in range(n):
        if i % 2 == 0:
            continue
        cell = <int*>malloc(sizeof(int))
        if cell == NULL:
            return -1
        cell[0] = i
        found += cell[0]
        free(cell)
    return found
