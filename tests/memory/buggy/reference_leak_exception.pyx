from cpython.ref cimport Py_INCREF, Py_DECREF

def show(object x):
    Py_INCREF(x)  # expect: reference-leak
    print(x)
    Py_DECREF(x)
