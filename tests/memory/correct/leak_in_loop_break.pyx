from libc.stdlib cimport malloc, free

cdef int scan(int n) noexcept:
    cdef int* cell
    cdef int i
    for i in range(n):
        cell = <int*>malloc(sizeof(int))
        if cell == NULL:
            return -1
        cell[0] = i
        if i == 7:
            free(cell)
            break
        free(cell)
    return n
