from cpython.ref cimport PyObject, Py_XDECREF
cdef extern from "Python.h":
    PyObject* PyObject_GetAttrString(object o, const char* n)
def has(o):
    cdef PyObject* a = PyObject_GetAttrString(o, "x")     # expect: reference-leak
    if a == NULL:
        return False
    return True
