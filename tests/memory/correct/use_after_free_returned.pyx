from libc.stdlib cimport malloc, free

cdef int* fine(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    if n == 0:
        free(p)
        return NULL
    return p
