from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef void fill(int* out, int n) noexcept nogil:
    cdef int i
    for i in range(n):
        out[i] = i
def f():
    cdef int a[8]
    fill(a, 8)
    return a[0] + a[7]
