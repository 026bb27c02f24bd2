from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
ctypedef double* dptr
ctypedef fused num:
    int
    double
cdef num* dup(num* src, size_t n) except NULL:
    cdef num* r = <num*>malloc(n * sizeof(num))
    if r == NULL:
        raise MemoryError()
    memcpy(r, src, n * sizeof(num))
    return r
def go(double x):
    cdef double a[2]
    a[0] = x
    a[1] = x
    cdef dptr b = dup(&a[0], 2)
    s = b[0] + b[1]
    free(b)
    return s
