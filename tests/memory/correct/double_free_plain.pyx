from libc.stdlib cimport malloc, free

cdef void twice() noexcept:
    cdef int* p = <int*>malloc(sizeof(int))
    free(p)
    p = NULL
    free(p)
