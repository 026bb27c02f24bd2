from cpython.ref cimport PyObject, Py_DECREF

cdef extern from "Python.h":
    PyObject* PyObject_Str(object o)

def text(object o):
    cdef PyObject* raw = PyObject_Str(o)
    if raw == NULL:
        return None
    result = <object>raw
    Py_DECREF(result)
    return result
