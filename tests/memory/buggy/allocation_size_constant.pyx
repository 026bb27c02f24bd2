from libc.stdlib cimport malloc, free

cdef void run() noexcept:
    cdef double* p = <double*>malloc(10)  # expect: allocation-size
    free(p)
