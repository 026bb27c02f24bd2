from libc.stdlib cimport malloc, free
cdef class Base:
    cdef char *a
    def __cinit__(self):
        self.a = <char *>malloc(8)
        if self.a == NULL:
            raise MemoryError()
    def __dealloc__(self):
        free(self.a)
cdef class Derived(Base):
    cdef char *b
    def __cinit__(self):
        self.b = <char *>malloc(8)
        if self.b == NULL:
            raise MemoryError()
    def __dealloc__(self):
        free(self.b)
