from libc.stdlib cimport malloc, free
from libc.string cimport strlen, strcpy, strcat, memcpy
def join(bytes a, bytes b):
    cdef const char* x = a
    cdef const char* y = b
    cdef char* r = <char*>malloc(strlen(x) + strlen(y) + 1)
    if r == NULL:
        raise MemoryError()
    strcpy(r, x)
    strcat(r, y)
    try:
        return <bytes>r
    finally:
        free(r)
