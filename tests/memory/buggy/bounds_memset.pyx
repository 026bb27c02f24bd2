from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def clear():
    cdef char* p = <char*>malloc(16)
    if p == NULL:
        raise MemoryError()
    memset(p, 0, 32)  # expect: out-of-bounds
    free(p)
