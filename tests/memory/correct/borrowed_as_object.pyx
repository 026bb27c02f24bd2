"""A function that lends a reference is declared to give one: the count is mended by hand."""

from cpython.ref cimport Py_INCREF

cdef extern from "Python.h":
    object PyTuple_GET_ITEM(object t, Py_ssize_t i)

def seconds(list pairs):
    found = []
    for pair in pairs:
        second = PyTuple_GET_ITEM(pair, 1)
        Py_INCREF(second)
        found.append(second)
    return found
