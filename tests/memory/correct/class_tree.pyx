from libc.stdlib cimport malloc, free
cdef class Tree:
    cdef Tree left, right
    cdef int *payload
    def __cinit__(self, int n):
        self.payload = <int *>malloc(n * sizeof(int))
        if self.payload == NULL:
            raise MemoryError()
        self.payload[0] = n
    def insert(self, int n):
        if n < self.payload[0]:
            if self.left is None:
                self.left = Tree(n)
            else:
                self.left.insert(n)
        else:
            if self.right is None:
                self.right = Tree(n)
            else:
                self.right.insert(n)
    def __dealloc__(self):
        free(self.payload)
