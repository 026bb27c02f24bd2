from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef int fetch(int k, int* out) noexcept:
    if k < 0:
        return -1
    out[0] = k
    return 0
def f(int k):
    cdef int v
    if fetch(k, &v) < 0:
        raise ValueError
    return v
