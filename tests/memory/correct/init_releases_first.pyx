from libc.stdlib cimport malloc, free
cdef class Wrapper:
    cdef int* data
    def __cinit__(self):
        self.data = NULL
    def __init__(self, int n):
        if self.data != NULL:
            free(self.data)
            self.data = NULL
        self.data = <int*>malloc(n * sizeof(int))
        if self.data == NULL:
            raise MemoryError()
    def swap(self, Wrapper other):
        self.data, other.data = other.data, self.data
    def __dealloc__(self):
        free(self.data)
