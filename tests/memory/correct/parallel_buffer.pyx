from libc.stdlib cimport malloc, free
from cython.parallel cimport prange, parallel
def go(int n):
    cdef int i
    cdef double* buf
    cdef double total = 0
    with nogil, parallel():
        buf = <double*>malloc(8 * sizeof(double))
        if buf != NULL:
            for i in prange(n):
                buf[0] = i
                total += buf[0]
            free(buf)
    return total
