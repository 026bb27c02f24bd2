from libc.stdlib cimport malloc, free
cimport cython
@cython.boundscheck(False)
def convolve(double[::1] x, double[::1] k, double[::1] out):
    cdef Py_ssize_t n = x.shape[0], m = k.shape[0], i, j
    cdef double *rev = <double *>malloc(m * sizeof(double))   # expect: leak
    if rev == NULL:
        raise MemoryError()
    for j in range(m):
        rev[j] = k[m - 1 - j]
    if n < m:
        raise ValueError("too short")
    for i in range(n - m + 1):
        out[i] = rev[0] * x[i]
    free(rev)
