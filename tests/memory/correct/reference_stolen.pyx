from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM

def single(object x):
    t = PyTuple_New(1)
    Py_INCREF(x)
    PyTuple_SET_ITEM(t, 0, x)
    return t
