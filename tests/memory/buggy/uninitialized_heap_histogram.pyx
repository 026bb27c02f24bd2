from libc.stdlib cimport malloc, free
def go(int n):
    cdef int *hist = <int *>malloc(10 * sizeof(int))
    cdef int i
    if hist == NULL:
        raise MemoryError()
    for i in range(n):
        hist[i % 10] += 1     # expect: uninitialized
    r = hist[0]
    free(hist)
    return r
