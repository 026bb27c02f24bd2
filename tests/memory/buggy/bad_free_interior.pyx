from libc.stdlib cimport malloc, free

cdef void interior(int n) noexcept:
    cdef char* p = <char*>malloc(n)
    p += 1
    free(p)  # expect: bad-free
