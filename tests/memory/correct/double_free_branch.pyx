from libc.stdlib cimport malloc, free

cdef int branch(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    if n < 3:
        free(p)
    if not n < 3:
        free(p)
    return n
