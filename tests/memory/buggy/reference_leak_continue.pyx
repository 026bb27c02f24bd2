from cpython.ref cimport Py_INCREF, Py_DECREF
def go(list xs):
    for x in xs:
        Py_INCREF(x)    # expect: reference-leak
        if x is None:
            continue
        Py_DECREF(x)
