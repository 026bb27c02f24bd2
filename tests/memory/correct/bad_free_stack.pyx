from libc.stdlib cimport malloc, free

cdef void heap() noexcept:
    cdef int* x = <int*>malloc(sizeof(int))
    free(x)
