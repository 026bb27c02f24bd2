from cpython.ref cimport Py_INCREF
from cpython.list cimport PyList_New, PyList_SET_ITEM
def go(x, int n):
    cdef list l = PyList_New(n)
    cdef int i
    for i in range(n):
        Py_INCREF(x)
        PyList_SET_ITEM(l, i, x)
    return l
