from libc.stdlib cimport malloc, free
cdef class A:
    cdef int *p
    cdef int *q
    def __cinit__(self):
        self.p = <int *>malloc(4)
        self.q = <int *>malloc(4)
        if self.p == NULL or self.q == NULL:
            raise MemoryError()
    cdef void drop_all(self) noexcept:
        free(self.p)
        free(self.q)
    def __dealloc__(self):
        self.drop_all()
