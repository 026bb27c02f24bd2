from libc.stdlib cimport malloc, free
from libc.string cimport strlen, strcpy, strcat

def join(bytes a, bytes b):
    cdef const char* x = a
    cdef const char* y = b
    cdef char* r = <char*>malloc(strlen(x) + strlen(y))   # expect: allocation-size
    if r == NULL:
        raise MemoryError()
    strcpy(r, x)
    strcat(r, y)
    out = <bytes>r
    free(r)
    return out
