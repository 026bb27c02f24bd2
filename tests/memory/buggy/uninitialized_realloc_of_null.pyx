from libc.stdlib cimport malloc, realloc, free
def go(int n):
    cdef int* p = NULL
    cdef int v
    p = <int*>realloc(p, n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    v = p[0]    # expect: uninitialized
    free(p)
    return v
