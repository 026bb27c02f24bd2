from libc.stdlib cimport malloc, realloc, free

cdef int grow(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))  # expect: leak
    if p == NULL:
        return -1
    p = <int*>realloc(p, 2 * n * sizeof(int))
    if p == NULL:
        return -1
    free(p)
    return 0
