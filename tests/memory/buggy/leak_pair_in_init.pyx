from libc.stdlib cimport malloc, free

cdef class Pair:
    cdef int* left
    cdef int* right

    def __init__(self, int n):
        self.left = <int*>malloc(n * sizeof(int))  # expect: leak
        if self.left == NULL:
            raise MemoryError()
        self.right = <int*>malloc(n * sizeof(int))  # expect: leak
        if self.right == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.left)
