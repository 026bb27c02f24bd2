from libc.stdlib cimport malloc, free

cdef class V:
    cdef double* d
    cdef Py_ssize_t n
    def __cinit__(self, Py_ssize_t n):
        cdef Py_ssize_t i
        self.n = n
        self.d = <double*>malloc(n * sizeof(double))
        for i in range(n):
            self.d[i] = 0   # expect: unchecked-allocation
    def __dealloc__(self):
        free(self.d)
