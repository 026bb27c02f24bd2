from libc.stdlib cimport malloc, free

cdef void run(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p is NULL:
        return
    p[0] = 1
    free(p)
