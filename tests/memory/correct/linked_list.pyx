from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Node:
    int value
    Node* next

cdef class Stack:
    cdef Node* head

    def push(self, int value):
        cdef Node* node = <Node*>malloc(sizeof(Node))
        if node == NULL:
            raise MemoryError()
        node.value = value
        node.next = self.head
        self.head = node

    def pop(self):
        cdef Node* node = self.head
        if node == NULL:
            raise IndexError("empty")
        cdef int value = node.value
        self.head = node.next
        free(node)
        return value

    def __dealloc__(self):
        cdef Node* node = self.head
        cdef Node* following
        while node != NULL:
            following = node.next
            free(node)
            node = following
