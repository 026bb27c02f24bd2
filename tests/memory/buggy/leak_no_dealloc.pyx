from libc.stdlib cimport malloc

cdef class Block:
    cdef char* data

    def __cinit__(self, size_t n):  # expect: leak
        self.data = <char*>malloc(n)
        if self.data == NULL:
            raise MemoryError()
