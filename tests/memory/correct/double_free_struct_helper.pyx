from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Buffer:
    char* data

def use(size_t n):
    cdef Buffer b
    b.data = <char*>malloc(n)
    free(b.data)
    b.data = <char*>malloc(n)
    free(b.data)
