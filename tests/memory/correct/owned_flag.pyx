from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n, bint big):
    cdef char* p = NULL
    cdef bint owned = False
    cdef char stack[64]
    if big:
        p = <char*>malloc(n)
        if p == NULL:
            raise MemoryError()
        owned = True
    else:
        p = stack
    try:
        memset(p, 0, n)
        print(n)
    finally:
        if owned:
            free(p)
