from libc.stdlib cimport malloc, free
def rows(int n):
    cdef int **r = <int **>malloc(n * sizeof(int))     # expect: allocation-size
    if r == NULL:
        raise MemoryError()
    r[0] = NULL
    free(r)
