from libc.stdlib cimport malloc, free
cdef char* cached = NULL
cdef size_t cached_n = 0
cdef char* scratch(size_t n) except NULL:
    global cached, cached_n
    if cached_n < n:
        free(cached)
        cached = NULL
        cached_n = 0
        cached = <char*>malloc(n)
        if cached == NULL:
            raise MemoryError()
        cached_n = n
    return cached
def go(size_t n):
    cdef char* p = scratch(n)
    p[0] = 1
    return p[0]
