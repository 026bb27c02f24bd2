from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def copy(bytes data):
    cdef size_t n = len(data)
    cdef char* p = <char*>malloc(n)  # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    try:
        memcpy(p, <const char*>data, n)
        p[n] = 0
    finally:
        free(p)
