from libc.stdlib cimport malloc, free
def run(int n):
    cdef double *a = <double *>malloc(n * sizeof(double))
    cdef int i
    if a == NULL:
        raise MemoryError()
    for i in range(n - 1, -1, -1):
        a[i] = i
    free(a)
