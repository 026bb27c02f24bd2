from libc.stdlib cimport malloc, realloc, free
cdef class IntList:
    cdef int *items
    cdef int n, cap
    def __cinit__(self):
        self.cap = 4
        self.n = 0
        self.items = <int *>malloc(self.cap * sizeof(int))
        if self.items == NULL:
            raise MemoryError()
    def __dealloc__(self):
        free(self.items)
    cdef int reserve(self, int cap) except -1:
        cdef int *q = <int *>realloc(self.items, cap * sizeof(int))
        if q == NULL:
            raise MemoryError()
        self.items = q
        self.cap = cap
        return 0
    def duplicate_first(self):
        cdef int first = self.items[0]
        self.reserve(self.cap * 2)
        self.items[1] = first
    def extend(self, values):
        for v in values:
            if self.n == self.cap:
                self.reserve(self.cap * 2)
            self.items[self.n] = v
            self.n += 1
