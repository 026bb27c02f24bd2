from libc.stdlib cimport malloc, free

cdef class Conn:
    cdef char* buf
    def __cinit__(self):
        self.buf = <char*>malloc(128)
        if self.buf == NULL:
            raise MemoryError()
    def __exit__(self, a, b, c):
        free(self.buf)   # expect: double-free
    def __enter__(self):
        return self
    def __dealloc__(self):
        if self.buf != NULL:
            free(self.buf)
