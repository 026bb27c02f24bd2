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
        if self.used == self.room:
            self.room *= 2
            self.items = <long*>realloc(self.items, self.room * sizeof(long))  # expect: leak
            if self.items == NULL:
                raise MemoryError()
        self.items[self.used] = x
        self.used += 1

    def __dealloc__(self):
        free(self.items)
