from cpython.ref cimport PyObject
cdef extern from "Python.h":
    PyObject* PyDict_GetItemString(object d, const char* k)
    void Py_XDECREF(PyObject* o)
def go(dict d):
    cdef PyObject* v = PyDict_GetItemString(d, "k")
    cdef bint found = v != NULL
    Py_XDECREF(v)    # expect: reference-underflow
    return found
