from libc.stdlib cimport malloc, calloc, realloc, free

cdef int build(size_t n, char** out):
    cdef int status = -1
    cdef char* a = NULL
    cdef char* b = NULL
    a = <char*>malloc(n)
    if a != NULL:
        b = <char*>malloc(n)
        if b != NULL:
            out[0] = a
            a = NULL
            status = 0
    free(a)
    free(b)
    return status
