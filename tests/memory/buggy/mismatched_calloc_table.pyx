from libc.stdlib cimport calloc
from cpython.mem cimport PyMem_Free

cdef class Table:
    cdef void **slots
    def __cinit__(self, int n):
        self.slots = <void **>calloc(n, sizeof(void *))
        if self.slots == NULL:
            raise MemoryError()
    def __dealloc__(self):
        if self.slots:
            PyMem_Free(self.slots)     # expect: mismatched-free
