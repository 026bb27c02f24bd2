"""
Manual memory.

>>> mean([1.0, 2.0, 6.0])
3.0
>>> mean([1.0, 'x'])
Traceback (most recent call last):
TypeError: must be real number, not str
>>> b = Block(4)
>>> b.fill(2.5); b.total()
10.0
>>> Block(0)
Traceback (most recent call last):
ValueError: size
"""
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdlib cimport free, malloc
from libc.string cimport memset


def mean(values):
    cdef Py_ssize_t i, n = len(values)
    cdef double total = 0
    cdef double *copy = <double *>malloc(n * sizeof(double))
    if copy is NULL:
        raise MemoryError()
    try:
        for i in range(n):
            copy[i] = values[i]
        for i in range(n):
            total += copy[i]
        return total / n
    finally:
        free(copy)


cdef class Block:
    cdef double *data
    cdef int size

    def __cinit__(self, int size):
        if size <= 0:
            raise ValueError('size')
        self.data = <double *>PyMem_Malloc(size * sizeof(double))
        if self.data is NULL:
            raise MemoryError()
        memset(self.data, 0, size * sizeof(double))
        self.size = size

    def __dealloc__(self):
        PyMem_Free(self.data)

    def fill(self, double value):
        cdef int i
        for i in range(self.size):
            self.data[i] = value

    def total(self):
        cdef int i
        cdef double out = 0
        for i in range(self.size):
            out += self.data[i]
        return out
