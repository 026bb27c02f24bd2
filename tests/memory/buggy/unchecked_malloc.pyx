from libc.stdlib cimport malloc, free

cdef void run(int n) noexcept:
    cdef int* p = <int*>malloc(n * sizeof(int))
    p[0] = 1  # expect: unchecked-allocation
    free(p)
