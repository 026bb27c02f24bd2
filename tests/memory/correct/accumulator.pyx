from libc.stdlib cimport calloc, free
cdef class Acc:
    cdef double *v
    def __cinit__(self, int n):
        if n <= 0:
            raise ValueError()
        self.v = <double *>calloc(n, sizeof(double))
        if self.v is NULL:
            raise MemoryError()
        self.v[0] = 1.0
    def __dealloc__(self):
        free(self.v)
