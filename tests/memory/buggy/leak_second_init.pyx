from libc.stdlib cimport malloc, free

cdef class Block:
    cdef char* data

    def __init__(self, size_t n):
        self.data = <char*>malloc(n)  # expect: leak
        if self.data == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.data)
