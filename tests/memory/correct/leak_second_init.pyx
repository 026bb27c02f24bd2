from libc.stdlib cimport malloc, free

cdef class Block:
    cdef char* data

    def __init__(self, size_t n):
        free(self.data)
        self.data = <char*>malloc(n)
        if self.data == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.data)
