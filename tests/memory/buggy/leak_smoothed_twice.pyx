from libc.stdlib cimport malloc, free

cdef double *smooth(double *src, int n) noexcept nogil:
    cdef double *out = <double *>malloc(n * sizeof(double))
    cdef int i
    if out == NULL:
        return NULL
    for i in range(n):
        out[i] = src[i]
    return out

cdef double twice(double *src, int n) noexcept nogil:
    cdef double *once = smooth(src, n)  # expect: leak
    cdef double *again
    cdef double r
    if once == NULL:
        return -1
    once = smooth(once, n)
    if once == NULL:
        return -1
    r = once[0]
    free(once)
    return r
