from libc.stdlib cimport free, malloc
from cpython.mem cimport PyMem_Realloc, PyMem_Free
cdef class G:
    cdef char *b
    def __cinit__(self):
        self.b = <char *>malloc(4)
        if self.b == NULL:
            raise MemoryError()
    def grow(self, size_t n):
        cdef char *t = <char *>PyMem_Realloc(self.b, n)      # expect: mismatched-free
        if t == NULL:
            raise MemoryError()
        self.b = t
    def __dealloc__(self):
        free(self.b)
