from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM

def single(object x):
    t = PyTuple_New(1)
    PyTuple_SET_ITEM(t, 0, x)  # expect: reference-underflow
    return t
