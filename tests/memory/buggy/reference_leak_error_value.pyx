from cpython.ref cimport PyObject
cdef extern from "Python.h":
    PyObject *PyLong_FromLong(long v)
    void Py_DECREF(PyObject *o)
    int PyObject_IsTrue(PyObject *o)
def run(long v):
    cdef PyObject *o = PyLong_FromLong(v)      # expect: reference-leak
    cdef int t
    if o == NULL:
        raise MemoryError()
    t = PyObject_IsTrue(o)
    if t < 0:
        raise ValueError()
    Py_DECREF(o)
    return t
