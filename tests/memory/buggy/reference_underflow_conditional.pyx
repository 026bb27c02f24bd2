from cpython.ref cimport Py_INCREF, Py_DECREF
def go(x, bint keep):
    if keep:
        Py_INCREF(x)  # expect: reference-leak
    x.foo = 1
    Py_DECREF(x)     # expect: reference-underflow
