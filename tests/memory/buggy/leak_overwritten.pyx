from libc.stdlib cimport malloc, free

cdef int twice(int n) noexcept:
    cdef char* p = <char*>malloc(n)  # expect: leak
    p = <char*>malloc(n + 1)
    free(p)
    return n
