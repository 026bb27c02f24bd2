from libc.stdlib cimport malloc, free

cdef int* broken(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    free(p)
    return p  # expect: use-after-free
