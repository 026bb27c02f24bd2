from libc.stdlib cimport malloc, free
def go(int n):
    cdef int* p = <int*>malloc((n + 1) * sizeof(int))
    cdef int i
    if p == NULL:
        raise MemoryError()
    for i in range(1, n + 1):
        p[i] = i
        p[i + 1] = 0    # expect: out-of-bounds
    free(p)
