from libc.stdlib cimport malloc, free
cdef class Base:
    cdef char* buf
    def __cinit__(self):
        self.buf = <char*>malloc(10)
        if self.buf == NULL:
            raise MemoryError()
    cdef void release(self):
        free(self.buf)
        self.buf = NULL
    def __dealloc__(self):
        if self.buf is not NULL:
            self.release()
cdef class Derived(Base):
    def reset(self):
        self.release()
        self.buf = <char*>malloc(20)
        if self.buf == NULL:
            raise MemoryError()
