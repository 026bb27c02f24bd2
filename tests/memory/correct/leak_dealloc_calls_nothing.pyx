from libc.stdlib cimport malloc, calloc, realloc, free

cdef class Store:
    cdef int* data

    def __cinit__(self, size_t n):
        self.data = <int*>malloc(n * sizeof(int))
        if self.data == NULL:
            raise MemoryError()

    cdef void release(self):
        free(self.data)
        self.data = NULL

    def __dealloc__(self):
        self.release()
