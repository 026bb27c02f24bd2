from cpython.mem cimport PyMem_Malloc, PyMem_Free
cdef class Histogram:
    cdef long *bins
    cdef int nbins
    def __cinit__(self, int nbins):
        cdef int i
        self.nbins = nbins
        self.bins = <long *>PyMem_Malloc(nbins * sizeof(long))
        if self.bins == NULL:
            raise MemoryError()
        for i in range(nbins):
            self.bins[i] = 0
    def add(self, int b):
        if 0 <= b < self.nbins:
            self.bins[b] += 1
    def merge(self, Histogram other):
        cdef int i
        if other.nbins != self.nbins:
            raise ValueError("different")
        for i in range(self.nbins):
            self.bins[i] += other.bins[i]
    def __dealloc__(self):
        PyMem_Free(self.bins)
