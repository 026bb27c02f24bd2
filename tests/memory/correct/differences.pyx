from libc.stdlib cimport malloc, free
def diffs(int n):
    cdef int *d = <int *>malloc(n * sizeof(int))
    cdef int i
    if d == NULL:
        raise MemoryError()
    for i in range(n):
        d[i] = i
    for i in range(n - 1):
        d[i] = d[i + 1] - d[i]
    free(d)
