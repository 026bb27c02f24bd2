from libc.stdlib cimport malloc, free
def run(int n):
    cdef int *a = <int *>malloc(n * sizeof(int))
    cdef int *b = <int *>malloc(n * sizeof(int))
    if a == NULL and b == NULL:
        raise MemoryError()
    a[0] = 1      # expect: unchecked-allocation
    b[0] = 1      # expect: unchecked-allocation
    free(a)
    free(b)
