from cpython.ref cimport Py_INCREF, Py_DECREF
cdef bint cmp(a, b):
    Py_INCREF(a)    # expect: reference-leak
    if a is b:
        return True
    cdef bint r = a == b
    Py_DECREF(a)
    return r
