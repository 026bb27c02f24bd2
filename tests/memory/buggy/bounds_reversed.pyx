from libc.stdlib cimport malloc, free
def merge(list xs):
    cdef Py_ssize_t n = len(xs), i
    cdef double *a = <double *>malloc(n * sizeof(double))
    cdef double *b = <double *>malloc(n * sizeof(double))
    if a == NULL or b == NULL:
        free(a)
        free(b)
        raise MemoryError()
    try:
        for i in range(n):
            a[i] = xs[i]
        for i in range(n):
            b[i] = a[n - i]     # expect: out-of-bounds
        return b[0]
    finally:
        free(b)
        free(a)
