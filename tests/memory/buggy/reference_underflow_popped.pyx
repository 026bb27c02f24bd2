from cpython.dict cimport PyDict_GetItem
from cpython.ref cimport PyObject, Py_DECREF
def pop(dict d, k):
    cdef PyObject *v = PyDict_GetItem(d, k)
    if v == NULL:
        return None
    x = <object>v
    Py_DECREF(x)      # expect: reference-underflow
    return 1
