from libc.stdlib cimport malloc, free
def run(int n):
    cdef int *a = <int *>malloc(n * sizeof(int))
    cdef int *b = <int *>malloc(n * sizeof(int))
    if a == NULL or b == NULL:
        free(a)
        free(b)
        raise MemoryError()
    a[0] = 1
    b[0] = 1
    free(a)
    free(b)
