from libc.stdlib cimport malloc, free
def go(n):
    cdef size_t size = n
    cdef int* p = <int*>malloc(size * sizeof(int))
    cdef size_t i
    if p is NULL:
        raise MemoryError()
    for i in range(size):
        p[i] = 0
    for i in range(size):
        p[i] += i
    r = 0
    try:
        for i in range(size):
            r += p[i]
    finally:
        free(p)
    return r
