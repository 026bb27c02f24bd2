from libc.stdlib cimport malloc, realloc, free

cdef class L:
    cdef int* items
    cdef size_t n
    def __cinit__(self):
        self.items = NULL
        self.n = 0
    def add(self, int x):
        cdef int* t = <int*>realloc(self.items, self.n + 1)   # expect: allocation-size
        if t == NULL:
            raise MemoryError()
        self.items = t
        self.items[self.n] = x
        self.n += 1
    def __dealloc__(self):
        free(self.items)
