from libc.stdlib cimport malloc, calloc, realloc, free

def two():
    cdef int* p = <int*>malloc(2 * sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    cdef int x = p[1]  # expect: uninitialized
    free(p)
    return x
