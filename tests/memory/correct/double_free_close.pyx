from libc.stdlib cimport malloc, free

cdef class File:
    cdef char* buffer

    def __cinit__(self):
        self.buffer = <char*>malloc(4096)
        if self.buffer == NULL:
            raise MemoryError()

    def close(self):
        free(self.buffer)
        self.buffer = NULL

    def __dealloc__(self):
        free(self.buffer)
