from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef class Histogram:
    cdef long *bins
    cdef int nbins

    def __init__(self, int nbins):
        self.nbins = nbins
        self.bins = <long *>PyMem_Malloc(nbins * sizeof(long))  # expect: leak
        if self.bins == NULL:
            raise MemoryError()
        for i in range(nbins):
            self.bins[i] = 0

    def add(self, int b):
        if 0 <= b < self.nbins:
            self.bins[b] += 1
