from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Buffer:
    char* data
    size_t size

cdef int open_buffer(Buffer* b, size_t n) except -1:
    b.data = <char*>malloc(n)
    if b.data == NULL:
        raise MemoryError()
    b.size = n
    return 0

cdef void close_buffer(Buffer* b):
    free(b.data)
    b.data = NULL

def use(size_t n):
    cdef Buffer b
    open_buffer(&b, n)
    try:
        print(n)
    finally:
        close_buffer(&b)
