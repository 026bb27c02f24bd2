from libc.stdlib cimport malloc
from cpython.mem cimport PyMem_Free

cdef class Buffer:
    cdef char* data

    def __cinit__(self, size_t n):
        self.data = <char*>malloc(n)
        if self.data == NULL:
            raise MemoryError()

    def __dealloc__(self):
        PyMem_Free(self.data)  # expect: mismatched-free
