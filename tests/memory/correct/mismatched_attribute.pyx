from libc.stdlib cimport malloc, free

cdef class Buffer:
    cdef char* data

    def __cinit__(self, size_t n):
        self.data = <char*>malloc(n)
        if self.data == NULL:
            raise MemoryError()

    def __dealloc__(self):
        if self.data != NULL:
            free(self.data)
