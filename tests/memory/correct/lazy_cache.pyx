from libc.stdlib cimport malloc, free
cdef class Lazy:
    cdef double* cache
    cdef int n
    def __cinit__(self, int n):
        self.cache = NULL
        self.n = n
    cdef double* ensure(self) except NULL:
        if self.cache == NULL:
            self.cache = <double*>malloc(self.n * sizeof(double))
            if self.cache == NULL:
                raise MemoryError()
        return self.cache
    def first(self):
        cdef double* d = self.ensure()
        d[0] = 1.0
        return d[0]
    def clear(self):
        if self.cache != NULL:
            free(self.cache)
            self.cache = NULL
    def __dealloc__(self):
        self.clear()
