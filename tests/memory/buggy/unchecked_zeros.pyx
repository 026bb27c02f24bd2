from libc.stdlib cimport malloc, free
cdef double *zeros(int n) noexcept:
    cdef double *p = <double *>malloc(n * sizeof(double))
    cdef int i
    for i in range(n):
        p[i] = 0.0      # expect: unchecked-allocation
    return p
