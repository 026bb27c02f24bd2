cimport cython
from libc.stdlib cimport malloc, free
@cython.boundscheck(False)
@cython.wraparound(False)
def convolve(double[::1] x, double[::1] k, double[::1] out):
    cdef Py_ssize_t n = x.shape[0], m = k.shape[0], i, j
    cdef double *rev = <double *>malloc(m * sizeof(double))
    cdef double acc
    if rev == NULL:
        raise MemoryError()
    with nogil:
        for j in range(m):
            rev[j] = k[m - 1 - j]
        for i in range(n - m + 1):
            acc = 0
            for j in range(m):
                acc = acc + x[i + j] * rev[j]
            out[i] = acc
        free(rev)
