from libc.stdlib cimport realloc, free
cdef class V:
    cdef long *d
    cdef size_t n
    def resize(self, size_t n):
        cdef long *q = <long *>realloc(self.d, n)     # expect: allocation-size
        if q == NULL:
            raise MemoryError()
        self.d = q
        for i in range(n):
            q[i] = 0
        self.n = n
    def __dealloc__(self):
        free(self.d)
