from libc.stdlib cimport malloc, free

def go(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int i = 0
    if p == NULL:
        raise MemoryError()
    while i <= n:
        p[i] = 0    # expect: out-of-bounds
        i += 1
    free(p)
