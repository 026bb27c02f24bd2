from libc.stdlib cimport calloc, free

cdef int run(int n) noexcept:
    cdef int r
    cdef int* p = <int*>calloc(n, sizeof(int))
    if p == NULL:
        return -1
    r = p[0]
    free(p)
    return r
