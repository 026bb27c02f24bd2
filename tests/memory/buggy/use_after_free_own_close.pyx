from libc.stdlib cimport malloc, free

cdef class Buf:
    cdef double* d
    cdef int n
    def __cinit__(self, int n):
        self.d = <double*>malloc(n * sizeof(double))
        if self.d == NULL:
            raise MemoryError()
        self.n = n
    def __dealloc__(self):
        free(self.d)
    def close(self):
        free(self.d)
        self.d = NULL
    def reset(self):
        cdef double* d = self.d
        self.close()
        d[0] = 0.0   # expect: use-after-free
