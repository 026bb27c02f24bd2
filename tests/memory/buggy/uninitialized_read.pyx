from libc.stdlib cimport malloc, free

cdef int run(int n) noexcept:
    cdef int r
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        return -1
    r = p[0]  # expect: uninitialized
    free(p)
    return r
