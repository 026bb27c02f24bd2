from posix.stdlib cimport posix_memalign
from libc.stdlib cimport free

def go(size_t n):
    cdef double* p = NULL
    posix_memalign(<void**>&p, 64, n * sizeof(double))
    p[0] = 1.0    # expect: unchecked-allocation
    free(p)
