from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
cdef class Vec:
    cdef double *d
    cdef Py_ssize_t n
    def __cinit__(self, Py_ssize_t n):
        self.n = n
        self.d = <double *>malloc(n * sizeof(double))
        if not self.d:
            raise MemoryError()
    def __dealloc__(self):
        free(self.d)
    def __add__(Vec self, Vec other):
        cdef Vec r
        cdef Py_ssize_t i
        if self.n != other.n:
            raise ValueError("sizes")
        r = Vec(self.n)
        for i in range(self.n):
            r.d[i] = self.d[i] + other.d[i]
        return r
    def copy(self):
        cdef Vec r = Vec.__new__(Vec, self.n)
        memcpy(r.d, self.d, self.n * sizeof(double))
        return r
    def __getitem__(self, Py_ssize_t i):
        if i < 0:
            i += self.n
        if not 0 <= i < self.n:
            raise IndexError(i)
        return self.d[i]
    def resize(self, Py_ssize_t n):
        cdef double *d = <double *>malloc(n * sizeof(double))
        cdef Py_ssize_t k = n if n < self.n else self.n
        if not d:
            raise MemoryError()
        memcpy(d, self.d, k * sizeof(double))
        free(self.d)
        self.d = d
        self.n = n
