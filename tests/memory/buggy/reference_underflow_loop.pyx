from cpython.ref cimport Py_DECREF, Py_INCREF
def go(xs):
    for x in xs:
        Py_INCREF(x)
        Py_DECREF(x)
        Py_DECREF(x)    # expect: reference-underflow
