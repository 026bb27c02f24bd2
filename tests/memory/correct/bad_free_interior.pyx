from libc.stdlib cimport malloc, free

cdef void interior(int n) noexcept:
    cdef char* p = <char*>malloc(n)
    cdef char* at = p
    at += 1
    free(p)
