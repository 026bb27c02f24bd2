from libc.stdlib cimport malloc, free

cdef int read(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        return -1
    p[0] = n
    free(p)
    return p[0]  # expect: use-after-free
