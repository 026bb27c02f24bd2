from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef class Counts:
    cdef long* counts

    def __cinit__(self, size_t n):
        self.counts = <long*>PyMem_Malloc(n * sizeof(long))
        if not self.counts:
            raise MemoryError()
        self.counts[0] = 0

    def __dealloc__(self):
        PyMem_Free(self.counts)
