from libc.stdlib cimport malloc, free

cdef class Reader:
    cdef char* line
    cdef object source

    def __cinit__(self, source):
        self.source = source
        self.line = NULL

    def __enter__(self):
        self.line = <char*>malloc(4096)   # expect: leak
        if self.line == NULL:
            raise MemoryError()
        return self

    def __exit__(self, *exc):
        self.source.close()
        return False
