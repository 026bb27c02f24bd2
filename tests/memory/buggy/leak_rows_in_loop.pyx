from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n):
    cdef int** m = <int**>malloc(n * sizeof(int*))
    cdef int i
    if m == NULL:
        raise MemoryError()
    for i in range(n):
        m[i] = <int*>malloc(n * sizeof(int))  # expect: leak
    free(m)
