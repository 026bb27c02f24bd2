from libc.stdlib cimport malloc, free

cdef void init(double* d, int n) noexcept nogil:
    cdef int i
    for i in range(n):
        d[i] = 1.0

def go(int n):
    cdef double* d = <double*>malloc(n * sizeof(double))
    with nogil:
        init(d, n)   # expect: unchecked-allocation
    free(d)
