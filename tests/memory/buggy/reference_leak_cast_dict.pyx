from cpython.ref cimport PyObject
cdef extern from "Python.h":
    PyObject* PyDict_New()
    int PyDict_SetItemString(PyObject* d, const char* k, object v)
    object PyDict_Copy(PyObject* d)
def go(v):
    cdef PyObject* d = PyDict_New()    # expect: reference-leak
    if d == NULL:
        raise MemoryError
    PyDict_SetItemString(d, "a", v)
    return <object>d
