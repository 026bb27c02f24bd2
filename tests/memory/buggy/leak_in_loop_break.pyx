from libc.stdlib cimport malloc, free

cdef int scan(int n) noexcept:
    cdef int* cell
    cdef int i
    for i in range(n):
        cell = <int*>malloc(sizeof(int))  # expect: leak
        if cell == NULL:
            return -1
        cell[0] = i
        if i == 7:
            break
        free(cell)
    return n
