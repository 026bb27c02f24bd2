from libc.stdlib cimport malloc, realloc, free

cdef int grow(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* q
    if p == NULL:
        return -1
    q = <int*>realloc(p, 2 * n * sizeof(int))
    if q == NULL:
        free(p)
        return -1
    free(q)
    return 0
