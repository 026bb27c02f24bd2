from libc.stdlib cimport malloc, free

cdef void dispose(int* p) noexcept:
    free(p)

cdef void run(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    dispose(p)
