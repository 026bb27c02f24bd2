from libc.stdlib cimport malloc, free

cdef void run(size_t n) noexcept:
    cdef double* p = <double*>malloc(n * sizeof(p[0]))
    free(p)
