from libc.stdlib cimport malloc, free

cdef class Pair:
    cdef double* left
    cdef double* right

    def __cinit__(self, size_t n):
        self.left = <double*>malloc(n * sizeof(double))
        self.right = <double*>malloc(n * sizeof(double))  # expect: leak
        if self.left == NULL or self.right == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.left)
