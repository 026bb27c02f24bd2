cdef extern from "Python.h":
    ctypedef struct PyObject
    PyObject *PySequence_GetItem(object o, Py_ssize_t i)
    long PyLong_AsLong(PyObject *o)
    void Py_DECREF(PyObject *o)
def first(o):
    cdef PyObject *it = PySequence_GetItem(o, 0)
    cdef long v
    if it == NULL:
        raise IndexError()
    v = PyLong_AsLong(it)
    Py_DECREF(it)
    if v < 0:
        return 0
    return v
