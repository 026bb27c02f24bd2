from libc.stdlib cimport malloc, free
from libc.string cimport memset

cdef void dispose(char* p) noexcept:
    free(p)

cdef void run(int n) noexcept:
    cdef char* p = <char*>malloc(n)
    if p == NULL:
        return
    memset(p, 0, n)
    dispose(p)
