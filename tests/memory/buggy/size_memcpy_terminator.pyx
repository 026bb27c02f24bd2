from libc.stdlib cimport malloc, free
from libc.string cimport strlen, memcpy

cdef char* dup(const char* s):
    cdef size_t n = strlen(s)
    cdef char* r = <char*>malloc(n)    # expect: allocation-size
    if r != NULL:
        memcpy(r, s, n + 1)
    return r
