from cpython.ref cimport PyObject, Py_DECREF
cdef extern from "Python.h":
    PyObject* PyList_GetItem(object l, Py_ssize_t i)
    void Py_DECREF_ "Py_DECREF" (PyObject* o)
def go(list l):
    cdef PyObject* x = PyList_GetItem(l, 0)
    if x == NULL:
        raise IndexError
    r = <object>x
    Py_DECREF_(x)    # expect: reference-underflow
    return r
