from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef class Counts:
    cdef long* counts

    def __cinit__(self, size_t n):
        self.counts = <long*>PyMem_Malloc(n * sizeof(long))
        self.counts[0] = 0  # expect: unchecked-allocation

    def __dealloc__(self):
        PyMem_Free(self.counts)
