from cpython.ref cimport Py_INCREF, Py_DECREF

def hold(object x, bint fail):
    Py_INCREF(x)  # expect: reference-leak
    if fail:
        return None
    Py_DECREF(x)
