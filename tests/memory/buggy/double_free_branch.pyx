from libc.stdlib cimport malloc, free

cdef int branch(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    if n < 3:
        free(p)
    if n < 5:
        free(p)  # expect: double-free
    else:
        free(p)
    return n
