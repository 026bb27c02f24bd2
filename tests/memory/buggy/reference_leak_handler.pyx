from cpython.ref cimport Py_INCREF, Py_DECREF
def cb(object f):
    Py_INCREF(f)      # expect: reference-leak
    try:
        f()
    except Exception:
        return None
    Py_DECREF(f)
    return True
