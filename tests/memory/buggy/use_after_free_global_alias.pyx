from libc.stdlib cimport malloc, free
cdef int *cache = NULL
cdef int *get() noexcept:
    return cache
def run():
    global cache
    cache = <int *>malloc(sizeof(int))
    if cache == NULL:
        raise MemoryError()
    cache[0] = 1
    cdef int *p = cache
    free(cache)
    cache = NULL
    return p[0]      # expect: use-after-free
