"""
Manual memory, buffers and memoryviews.

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
>>> import array
>>> a = array.array('d', [1, 2, 3])
>>> view_sum(a)
6.0
>>> scale(a, 2); list(a)
[2.0, 4.0, 6.0]
>>> view_sum(array.array('i', [1]))
Traceback (most recent call last):
ValueError: Buffer dtype mismatch, expected 'double' but got 'int'
>>> view_sum(3)
Traceback (most recent call last):
TypeError: a bytes-like object is required, not 'int'
>>> view_at(a, 5)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> view_slices(a)
([4.0, 6.0], [6.0, 4.0, 2.0], 3)
>>> bytes_view(b'abc')
294
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


def view_sum(double[:] values):
    cdef Py_ssize_t i
    cdef double out = 0
    for i in range(values.shape[0]):
        out += values[i]
    return out


def scale(double[::1] values, double factor):
    cdef Py_ssize_t i
    with nogil:
        for i in range(values.shape[0]):
            values[i] *= factor


def view_at(double[:] values, int i):
    return values[i]


def view_slices(double[:] values):
    return list(values[1:]), list(values[::-1]), len(values)


def bytes_view(const unsigned char[:] data):
    cdef int total = 0
    for c in data:
        total += c
    return total
