from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def right(bytes data):
    cdef char* p = strdup(data)
    if p == NULL:
        raise MemoryError()
    free(p)
