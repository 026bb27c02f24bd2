from cpython.ref cimport Py_INCREF, Py_DECREF
def go(x):
    Py_INCREF(x)
    try:
        print(x)
        Py_DECREF(x)
    finally:
        Py_DECREF(x)    # expect: reference-underflow
