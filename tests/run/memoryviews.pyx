# runner: unsupported
"""
Typed memoryviews.

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
