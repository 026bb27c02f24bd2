from libc.stdlib cimport malloc, free
from libc.string cimport memset

cdef void run(size_t n) noexcept:
    cdef char* p = <char*>malloc(n)
    if p:
        memset(p, 0, n)
        free(p)
