from libc.stdlib cimport malloc, calloc, realloc, free

def maybe(bint want, size_t n):
    cdef char* p = NULL
    if want:
        p = <char*>malloc(n)
    free(p)
