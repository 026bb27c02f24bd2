from libc.stdlib cimport malloc, free
cdef class RingBuffer:
    cdef double *data
    cdef Py_ssize_t cap
    def __cinit__(self, Py_ssize_t cap):
        self.data = <double *>malloc(cap * sizeof(double))
        if self.data == NULL:
            raise MemoryError("ring")
        self.cap = cap
    def __exit__(self, t, v, tb):
        self.release()
    cpdef void release(self):
        free(self.data)    # expect: double-free
    def __dealloc__(self):
        self.release()
