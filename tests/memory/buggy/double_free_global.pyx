from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef int* cache = NULL
def setup(size_t n):
    global cache
    cache = <int*>malloc(n * sizeof(int))
def clear():
    free(cache)
    free(cache)  # expect: double-free
