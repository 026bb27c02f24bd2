from cpython.ref cimport PyObject, Py_INCREF, Py_DECREF
cdef extern from "Python.h":
    PyObject* PyObject_GetAttrString(object o, const char* n)
    void decref "Py_DECREF" (PyObject* o)
    void PyErr_Clear()
def attr(o):
    cdef PyObject* a = PyObject_GetAttrString(o, "x")
    if a == NULL:
        PyErr_Clear()
        return None
    r = <object>a
    decref(a)
    return r
