from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef struct V:
    double* d
    int n
cdef V* vnew(int n):
    cdef V* v = <V*>malloc(sizeof(V))
    if v == NULL:
        return NULL
    v.d = <double*>malloc(n * sizeof(double))
    if v.d == NULL:
        free(v)
        return NULL
    v.n = n
    return v
cdef void vfree(V* v):
    if v != NULL:
        free(v.d)
        free(v)
def f(int n):
    cdef V* v = vnew(n)
    if v == NULL:
        raise MemoryError()
    v.d[0] = 1
    vfree(v)
    return v.n  # expect: use-after-free
