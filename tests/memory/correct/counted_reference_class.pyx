from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class Node:
    cdef object payload
    cdef PyObject* ref
    def __cinit__(self, o):
        Py_INCREF(o)
        self.ref = <PyObject*>o
    def __dealloc__(self):
        Py_XDECREF(self.ref)
