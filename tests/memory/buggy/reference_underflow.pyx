from cpython.ref cimport Py_DECREF

def drop(object x):
    Py_DECREF(x)  # expect: reference-underflow
