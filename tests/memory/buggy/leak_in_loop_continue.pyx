from libc.stdlib cimport malloc, free

cdef int odd(int n) noexcept:
    cdef int* cell
    cdef int i, found = 0
    for i in range(n):
        cell = <int*>malloc(sizeof(int))  # expect: leak
        if cell == NULL:
            return -1
        if i % 2 == 0:
            continue
        cell[0] = i
        found += cell[0]
        free(cell)
    return found
