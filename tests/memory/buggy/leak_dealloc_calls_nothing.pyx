from libc.stdlib cimport malloc, calloc, realloc, free

cdef class Store:
    cdef int* data

    def __cinit__(self, size_t n):
        self.data = <int*>malloc(n * sizeof(int))  # expect: leak
        if self.data == NULL:
            raise MemoryError()

    def __dealloc__(self):
        self.data = NULL
