cdef extern from "Python.h" nogil:
    void *PyMem_Malloc(size_t n)
    void PyMem_Free(void *p)
cdef double mean(double *v, int n) noexcept nogil:
    cdef double *tmp = <double *>PyMem_Malloc(n * sizeof(double))     # expect: gil-required
    cdef double r
    if tmp == NULL:
        return 0
    tmp[0] = v[0]
    r = tmp[0]
    PyMem_Free(tmp)     # expect: gil-required
    return r
