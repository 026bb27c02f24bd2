from libc.stdlib cimport malloc, free

cdef void alias(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* q = p
    free(q)
    free(p)  # expect: double-free
