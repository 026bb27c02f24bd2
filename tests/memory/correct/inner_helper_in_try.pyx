from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
def f(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    try:
        return _inner(p, n)
    except ValueError:
        return -1
    finally:
        free(p)
cdef int _inner(int* p, int n) except? -1:
    cdef int i, s = 0
    for i in range(n):
        p[i] = i
    for i in range(n):
        s += p[i]
    return s
