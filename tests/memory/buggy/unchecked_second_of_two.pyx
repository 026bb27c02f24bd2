from libc.stdlib cimport malloc, free

def go(int n):
    cdef int* a = <int*>malloc(n * sizeof(int))
    cdef int* b = <int*>malloc(n * sizeof(int))
    if a == NULL or a == NULL:
        free(a)
        free(b)
        raise MemoryError()
    a[0] = 1
    b[0] = 2    # expect: unchecked-allocation
    free(a)
    free(b)
