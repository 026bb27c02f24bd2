from libc.stdlib cimport malloc, free

cdef void loop(int n) noexcept:
    cdef int i
    cdef int* p
    for i in range(n):
        p = <int*>malloc(sizeof(int))
        free(p)
