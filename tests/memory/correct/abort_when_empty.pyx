from libc.stdlib cimport malloc, free, abort
cdef void *must(size_t n) noexcept nogil:
    cdef void *p = malloc(n)
    if p == NULL:
        abort()
    return p
cdef double work(int n) noexcept nogil:
    cdef double *d = <double *>must(n * sizeof(double))
    cdef double r
    d[0] = n
    r = d[0]
    free(d)
    return r
