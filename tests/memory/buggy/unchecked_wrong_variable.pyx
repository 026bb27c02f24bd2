from libc.stdlib cimport malloc, free

def run(int n):
    cdef int* a = <int*>malloc(n * sizeof(int))
    if a == NULL:
        raise MemoryError()
    cdef int* b = <int*>malloc(n * sizeof(int))
    if a == NULL:
        free(b)
        raise MemoryError()
    b[0] = 1  # expect: unchecked-allocation
    free(a)
    free(b)
