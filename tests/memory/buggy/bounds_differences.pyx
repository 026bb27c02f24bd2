from libc.stdlib cimport malloc, free
def diffs(int n):
    cdef int *d = <int *>malloc(n * sizeof(int))
    cdef int i
    if d == NULL:
        raise MemoryError()
    for i in range(n):
        d[i] = i
    for i in range(n):
        d[i] = d[i + 1] - d[i]     # expect: out-of-bounds
    free(d)
