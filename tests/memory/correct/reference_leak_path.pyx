from cpython.ref cimport Py_INCREF, Py_DECREF

def hold(object x, bint fail):
    Py_INCREF(x)
    try:
        if fail:
            return None
        print(x)
    finally:
        Py_DECREF(x)
