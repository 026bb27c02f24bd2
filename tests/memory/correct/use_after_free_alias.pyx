from libc.stdlib cimport malloc, free

cdef int alias(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* second
    cdef int r
    if p == NULL:
        return -1
    p[0] = 0
    p[1] = 1
    second = p + 1
    r = second[0]
    free(p)
    return r
