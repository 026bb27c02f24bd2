from cpython.ref cimport Py_INCREF, Py_DECREF
def twice(o):
    Py_INCREF(o)  # expect: reference-leak
    if o:
        Py_DECREF(o)
    Py_DECREF(o)      # expect: reference-underflow
