"""A function that lends a reference is declared to give one."""

cdef extern from "Python.h":
    object PyTuple_GET_ITEM(object t, Py_ssize_t i)

def second(tuple pair):
    item = PyTuple_GET_ITEM(pair, 1)  # expect: reference-underflow
    return [item]
