from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef struct V:
    double* d
    int n
cdef V* vnew(int n) except NULL:
    cdef V* v = <V*>calloc(1, sizeof(V))
    if v == NULL:
        raise MemoryError()
    v.d = <double*>malloc(n * sizeof(double))
    if v.d == NULL:
        free(v)
        raise MemoryError()
    v.n = n
    return v
cdef void vfree(V* v):
    if v == NULL:
        return
    free(v.d)
    free(v)
def f(int n):
    cdef V* v = vnew(n)
    try:
        v.d[0] = 1
        print(v.n)
    finally:
        vfree(v)
