from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup

def copy(const char* s):
    cdef char* p = <char*>malloc(strlen(s) + 1)
    if p == NULL:
        raise MemoryError()
    strcpy(p, s)
    free(p)
