from libc.stdlib cimport malloc, free
cdef struct Item:
    int v
    Item *next
cdef class LinkedStack:
    cdef Item *top
    def push(self, int v):
        cdef Item *it = <Item *>malloc(sizeof(Item))
        if it == NULL:
            raise MemoryError()
        it.v = v
        it.next = self.top
        self.top = it
    def pop(self):
        cdef Item *old = self.top
        if old == NULL:
            raise IndexError("empty")
        cdef int v = old.v
        self.top = old.next
        free(old)
        return v
    def clear(self):
        while self.top != NULL:
            self.pop()
    def __dealloc__(self):
        cdef Item *nxt
        while self.top != NULL:
            nxt = self.top.next
            free(self.top)
            self.top = nxt
