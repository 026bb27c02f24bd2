from libc.stdlib cimport malloc, realloc, free

cdef int grow(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* q = <int*>realloc(p, 2 * n * sizeof(int))
    if q == NULL:
        free(p)
        return -1
    free(q)
    free(p)  # expect: double-free
    return 0
