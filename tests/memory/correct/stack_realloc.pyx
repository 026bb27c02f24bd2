from libc.stdlib cimport malloc, realloc, free
cdef class Stack:
    cdef long* items
    cdef int used, room
    def __cinit__(self):
        self.room = 8
        self.used = 0
        self.items = <long*>malloc(8 * sizeof(long))
        if self.items == NULL:
            raise MemoryError()
    cpdef push(self, long x):
        cdef long* bigger
        if self.used == self.room:
            bigger = <long*>realloc(self.items, 2 * self.room * sizeof(long))
            if bigger == NULL:
                raise MemoryError()
            self.items = bigger
            self.room *= 2
        self.items[self.used] = x
        self.used += 1
    def __dealloc__(self):
        free(self.items)
