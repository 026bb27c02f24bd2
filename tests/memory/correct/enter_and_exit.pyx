from libc.stdlib cimport malloc, free
cdef class Reader:
    cdef char* line
    cdef object source
    def __cinit__(self, source):
        self.source = source
        self.line = NULL
    def __enter__(self):
        if self.line == NULL:
            self.line = <char*>malloc(4096)
            if self.line == NULL:
                raise MemoryError()
        return self
    def __exit__(self, *exc):
        free(self.line)
        self.line = NULL
        self.source.close()
        return False
    def __dealloc__(self):
        free(self.line)
