from cpython.ref cimport PyObject
from cpython.object cimport PyObject_Str
cdef extern from "Python.h":
    PyObject *PyObject_Repr(object o)
    void Py_XDECREF(PyObject *)
def size(o):
    cdef PyObject *r = PyObject_Repr(o)      # expect: reference-leak
    if r == NULL:
        raise ValueError()
    return len(<object>r)
