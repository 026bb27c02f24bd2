from cpython.ref cimport Py_INCREF, Py_DECREF
def register(lib, cb):
    Py_INCREF(cb)
    try:
        lib.register(cb)
    except:
        Py_DECREF(cb)
        raise
    Py_DECREF(cb)
