"""Every cimported module gives the builtins on.

>>> magnitude(-3)
3
>>> size_of_buffer() > 0
True
"""
cimport cpython
from libc.math cimport abs, sqrt

def magnitude(int n):
    return abs(n)

def size_of_buffer():
    cdef cpython.Py_buffer *view = NULL
    return sizeof(view[0])
