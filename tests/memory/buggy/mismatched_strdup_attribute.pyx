from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class P:
    cdef char* s
    def __cinit__(self, bytes b):
        self.s = strdup(b)
    def __dealloc__(self):
        PyMem_Free(self.s)  # expect: mismatched-free
