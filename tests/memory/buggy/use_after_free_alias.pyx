from libc.stdlib cimport malloc, free

cdef int alias(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* second
    if p == NULL:
        return -1
    p[0] = 0
    p[1] = 1
    second = p + 1
    free(p)
    return second[0]  # expect: use-after-free
