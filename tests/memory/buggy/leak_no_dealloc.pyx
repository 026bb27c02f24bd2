from libc.stdlib cimport malloc

cdef class Block:
    cdef char* data

    def __cinit__(self, size_t n):
        self.data = <char*>malloc(n)  # expect: leak
        if self.data == NULL:
            raise MemoryError()
