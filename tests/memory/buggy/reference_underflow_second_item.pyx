from cpython.ref cimport Py_INCREF, Py_DECREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
def go(a, b):
    t = PyTuple_New(2)
    Py_INCREF(a)
    PyTuple_SET_ITEM(t, 0, a)
    PyTuple_SET_ITEM(t, 1, b)    # expect: reference-underflow
    return t
