from posix.stdlib cimport posix_memalign
from libc.stdlib cimport free
def go(size_t n):
    cdef double* p = NULL
    if posix_memalign(<void**>&p, 64, n * sizeof(double)) != 0:
        raise MemoryError()
    p[0] = 1.0
    r = p[0]
    free(p)
