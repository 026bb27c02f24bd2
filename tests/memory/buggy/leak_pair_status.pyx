from libc.stdlib cimport malloc, free

cdef int fill_pair(int **a, int **b, int n) noexcept:
    a[0] = <int *>malloc(n * sizeof(int))
    if a[0] == NULL:
        return -1
    b[0] = <int *>malloc(n * sizeof(int))
    if b[0] == NULL:
        return -2
    return 0

def run(int n):
    cdef int *a = NULL
    cdef int *b = NULL
    cdef int rc = fill_pair(&a, &b, n)  # expect: leak
    if rc != 0:
        raise MemoryError()
    a[0] = b[0] = n
    free(a)
    free(b)
