"""`PyTuple_SetItem` takes the reference over also when it fails."""

from cpython.ref cimport Py_INCREF

cdef extern from "Python.h":
    tuple PyTuple_New(Py_ssize_t n)
    int PyTuple_SetItem(object t, Py_ssize_t i, object x) except -1

def squares(int n):
    cdef int i
    row = PyTuple_New(n)
    for i in range(n):
        value = i * i
        Py_INCREF(value)
        PyTuple_SetItem(row, i, value)
    return row
