from libc.stdlib cimport malloc, free
cdef class Counter:
    cdef long *counts
    cdef int size
    def __cinit__(self, int size):
        self.size = size
        self.counts = <long *>malloc(size * sizeof(long))
        if self.counts == NULL:
            raise MemoryError()
    def __init__(self, int size):
        self.counts = <long *>malloc(size * sizeof(long))    # expect: leak
        if self.counts == NULL:
            raise MemoryError()
    def __dealloc__(self):
        free(self.counts)
