from cpython.ref cimport Py_INCREF
from cpython.list cimport PyList_New, PyList_SET_ITEM
def go(x):
    cdef list l = PyList_New(1)
    Py_INCREF(x)
    Py_INCREF(x)    # expect: reference-leak
    PyList_SET_ITEM(l, 0, x)
    return l
