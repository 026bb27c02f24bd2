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
        if self.top == NULL:
            raise IndexError("empty")
        cdef int v = self.top.v
        self.top = self.top.next   # expect: leak
        return v

    def __dealloc__(self):
        cdef Item *nxt
        while self.top != NULL:
            nxt = self.top.next
            free(self.top)
            self.top = nxt
