from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport strlen, strcpy, memcpy, memset, strdup, strncpy
from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free, PyMem_RawMalloc, PyMem_RawFree
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, PyObject
cdef class M:
    cdef double** rows
    cdef int n
    def __cinit__(self, int n):
        cdef int i
        self.n = 0
        self.rows = <double**>calloc(n, sizeof(double*))
        if self.rows == NULL:
            raise MemoryError()
        self.n = n
        for i in range(n):
            self.rows[i] = <double*>malloc(n * sizeof(double))
            if self.rows[i] == NULL:
                raise MemoryError()
    def __dealloc__(self):
        cdef int i
        if self.rows != NULL:
            for i in range(self.n):
                free(self.rows[i])
            free(self.rows)
