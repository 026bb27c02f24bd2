from libc.stdlib cimport malloc, realloc, free

def grow(size_t n):
    cdef char* a = <char*>malloc(n)
    cdef char* b
    if a == NULL:
        raise MemoryError()
    b = <char*>realloc(a, n + n)
    if b == NULL:
        free(a)
        raise MemoryError()
    free(b)
    free(a)  # expect: double-free
