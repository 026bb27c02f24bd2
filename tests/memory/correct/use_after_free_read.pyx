from libc.stdlib cimport malloc, free

cdef int read(int n) noexcept:
    cdef int r
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        return -1
    p[0] = n
    r = p[0]
    free(p)
    return r
