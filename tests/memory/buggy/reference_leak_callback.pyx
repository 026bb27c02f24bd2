from cpython.ref cimport Py_INCREF, Py_DECREF
def go(obj, cb):
    Py_INCREF(obj)     # expect: reference-leak
    cb(obj)
    Py_DECREF(obj)
