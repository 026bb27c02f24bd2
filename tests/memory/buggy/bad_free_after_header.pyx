from libc.stdlib cimport free, malloc

def go(size_t n):
    cdef int* base = <int*>malloc((n + 1) * sizeof(int))
    cdef int* p
    if base == NULL:
        raise MemoryError()
    base[0] = <int>n
    p = base + 1
    p[0] = 0
    free(p)    # expect: bad-free
