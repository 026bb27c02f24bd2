from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class R:
    cdef int* data
    cdef size_t cap, n
    def __cinit__(self):
        self.cap = 4
        self.n = 0
        self.data = <int*>PyMem_Malloc(self.cap * sizeof(int))
        if not self.data:
            raise MemoryError()
    def __init__(self, items=()):
        for x in items:
            self.push(x)
    cpdef push(self, int v):
        cdef int* d
        if self.n == self.cap:
            d = <int*>PyMem_Realloc(self.data, self.cap * 2 * sizeof(int))
            if not d:
                raise MemoryError()
            self.data = d
            self.cap *= 2
        self.data[self.n] = v
        self.n += 1
    def __dealloc__(self):
        PyMem_Free(self.data)
