cdef extern from "Python.h":
    ctypedef struct PyObject
    PyObject *PyTuple_GetItem(object o, Py_ssize_t i)
    long PyLong_AsLong(PyObject *o)
    void Py_DECREF(PyObject *o)
def first(tuple o):
    cdef PyObject *it = PyTuple_GetItem(o, 0)
    cdef long v
    if it == NULL:
        raise IndexError()
    v = PyLong_AsLong(it)
    Py_DECREF(it)     # expect: reference-underflow
    return v
