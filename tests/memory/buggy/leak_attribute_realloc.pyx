from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class B:
    cdef int* a
    cdef int* b
    def __cinit__(self, int n):
        self.a = <int*>malloc(n * sizeof(int))
        self.b = <int*>malloc(n * sizeof(int))
        if not self.a or not self.b:
            raise MemoryError()
    def grow(self, int n):
        self.a = <int*>realloc(self.a, n * sizeof(int))
        if self.a == NULL:
            raise MemoryError()
    def __dealloc__(self):
        free(self.a)
        free(self.b)
# expect: leak@14
