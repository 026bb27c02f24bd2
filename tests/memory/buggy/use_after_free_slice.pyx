from libc.stdlib cimport malloc, free
from libc.string cimport memcpy

def go(bytes b):
    cdef size_t n = len(b)
    cdef char* p = <char*>malloc(n + 1)
    if p == NULL:
        raise MemoryError()
    memcpy(p, <const char*>b, n)
    p[n] = 0
    free(p)
    return p[:n]   # expect: use-after-free
