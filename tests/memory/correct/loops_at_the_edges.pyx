from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n):
    cdef int i
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    for i in range(n - 1, -1, -1):
        p[i] = i
    for i in range(1, n):
        p[i] = p[i - 1]
    for i in range(n - 1):
        p[i] = p[i + 1]
    free(p)
