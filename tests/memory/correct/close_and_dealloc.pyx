from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class A:
    cdef char* buf
    cdef size_t n
    def __cinit__(self, size_t n):
        self.buf = NULL
        self.n = n
        if n:
            self.buf = <char*>PyMem_Malloc(n)
            if not self.buf:
                raise MemoryError()
    def close(self):
        if self.buf is not NULL:
            PyMem_Free(self.buf)
            self.buf = NULL
    def __dealloc__(self):
        self.close()
