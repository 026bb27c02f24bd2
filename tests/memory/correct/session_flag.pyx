from libc.stdlib cimport malloc, free
cdef class Session:
    cdef char *buffer
    cdef bint opened
    def __cinit__(self):
        self.buffer = NULL
        self.opened = False
    def open(self, size_t n):
        if self.opened:
            raise RuntimeError("already open")
        self.buffer = <char *>malloc(n)
        if self.buffer == NULL:
            raise MemoryError()
        self.opened = True
    def close(self):
        if self.opened:
            free(self.buffer)
            self.buffer = NULL
            self.opened = False
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.close()
    def __dealloc__(self):
        self.close()
