from libc.stdlib cimport malloc, free
cdef struct Node:
    int value
    Node* next
cdef class Queue:
    cdef Node* head
    cdef Node* tail
    cdef int n
    def __cinit__(self):
        self.head = self.tail = NULL
        self.n = 0
    def put(self, int v):
        cdef Node* x = <Node*>malloc(sizeof(Node))
        if x == NULL:
            raise MemoryError()
        x.value = v
        x.next = NULL
        if self.tail == NULL:
            self.head = x
        else:
            self.tail.next = x
        self.tail = x
        self.n += 1
    def get(self):
        cdef Node* x = self.head
        if x == NULL:
            raise IndexError()
        cdef int v = x.value
        self.head = x.next
        if self.head == NULL:
            self.tail = NULL
        free(x)
        self.n -= 1
        return v
    def __dealloc__(self):
        cdef Node* x
        while self.head != NULL:
            x = self.head
            self.head = x.next
            free(x)
