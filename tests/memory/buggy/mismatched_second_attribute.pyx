from cpython.mem cimport PyMem_Malloc, PyMem_Free
from libc.stdlib cimport free
cdef class Holder:
    cdef char *a
    cdef char *b
    def __cinit__(self):
        self.a = <char *>PyMem_Malloc(4)
        self.b = <char *>PyMem_Malloc(4)
        if self.a == NULL or self.b == NULL:
            raise MemoryError()
    def __dealloc__(self):
        PyMem_Free(self.a)
        free(self.b)     # expect: mismatched-free
