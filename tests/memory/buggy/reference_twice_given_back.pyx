from cpython.ref cimport Py_INCREF, Py_DECREF

def both(object x, bint again):
    Py_INCREF(x)
    Py_DECREF(x)
    if again:
        Py_DECREF(x)  # expect: reference-underflow
