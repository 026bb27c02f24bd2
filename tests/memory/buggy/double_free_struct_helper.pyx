from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Buffer:
    char* data

cdef void close_buffer(Buffer* b):
    free(b.data)

def use(size_t n):
    cdef Buffer b
    b.data = <char*>malloc(n)
    close_buffer(&b)
    free(b.data)  # expect: double-free
