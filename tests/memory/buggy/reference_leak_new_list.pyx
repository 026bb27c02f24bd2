from cpython.ref cimport PyObject, Py_INCREF, Py_DECREF
cdef extern from "Python.h":
    PyObject* PyList_New(Py_ssize_t n)
    Py_ssize_t PyList_GET_SIZE(PyObject* l)
def go():
    cdef PyObject* l = PyList_New(0)     # expect: reference-leak
    if l == NULL:
        raise MemoryError()
    return PyList_GET_SIZE(l)
