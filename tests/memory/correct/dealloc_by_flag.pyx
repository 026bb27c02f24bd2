"""A flag of the object says that its block was released already."""

from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef class Image:
    cdef unsigned char* pixels
    cdef bint taken
    cdef size_t size

    def __cinit__(self, size_t size):
        self.taken = False
        self.size = size
        self.pixels = <unsigned char*>PyMem_Malloc(size)
        if self.pixels == NULL:
            raise MemoryError()

    def __dealloc__(self):
        if not self.taken and self.pixels:
            PyMem_Free(self.pixels)

    def take(self):
        if self.taken:
            return None
        self.taken = True
        try:
            return <bytes>self.pixels[:self.size]
        finally:
            PyMem_Free(self.pixels)
