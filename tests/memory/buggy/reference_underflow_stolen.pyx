from cpython.list cimport PyList_New, PyList_SET_ITEM
def go(x):
    cdef list l = PyList_New(1)
    PyList_SET_ITEM(l, 0, x)    # expect: reference-underflow
    return l
