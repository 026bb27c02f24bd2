cimport cython
from libc.stdlib cimport malloc, free
@cython.final
cdef class Owner:
    cdef double *data
    cdef readonly Py_ssize_t n
    cdef object base
    def __cinit__(self):
        self.data = NULL
        self.base = None
    @staticmethod
    cdef Owner take(double *data, Py_ssize_t n):
        cdef Owner o = Owner()
        o.data = data
        o.n = n
        return o
    cdef Owner view(self):
        cdef Owner o = Owner()
        o.data = self.data
        o.n = self.n
        o.base = self
        return o
    def __dealloc__(self):
        if self.base is None:
            free(self.data)
def make(Py_ssize_t n):
    cdef double *d = <double *>malloc(n * sizeof(double))
    cdef Py_ssize_t i
    if d == NULL:
        raise MemoryError()
    for i in range(n):
        d[i] = i
    return Owner.take(d, n)
