from cpython.ref cimport PyObject

cdef extern from "Python.h":
    PyObject* PyObject_Str(object o)

def text(object o):
    cdef PyObject* raw = PyObject_Str(o)  # expect: reference-leak
    if raw == NULL:
        return None
    return <object>raw
