from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n):
    cdef int i, best
    cdef int* p = <int*>calloc(n, sizeof(int))
    if p == NULL:
        raise MemoryError()
    best = p[0]
    for i in range(1, n):
        if p[i] > best:
            best = p[i]
    free(p)
    return best
