from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n):
    cdef double* a = <double*>malloc(sizeof(double) * n)
    cdef double* b = <double*>malloc(sizeof(double) * n)
    if a == NULL or b == NULL:
        free(a)
        free(b)
        raise MemoryError()
    a[0] = 1
    b[0] = a[0]
    free(a)
    free(b)
