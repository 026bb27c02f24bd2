from cpython.ref cimport PyObject
cdef extern from "Python.h":
    PyObject* PyDict_GetItem(object d, object k)
def get(dict d, k):
    cdef PyObject* v = PyDict_GetItem(d, k)
    if v == NULL:
        raise KeyError(k)
    return <object>v
