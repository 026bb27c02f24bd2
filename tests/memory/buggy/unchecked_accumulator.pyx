from libc.stdlib cimport calloc, free
cdef class Acc:
    cdef double *v
    def __cinit__(self, int n):
        self.v = <double *>calloc(n, sizeof(double))
        if n == 0:
            raise ValueError()
        self.v[0] = 1.0     # expect: unchecked-allocation
    def __dealloc__(self):
        free(self.v)
