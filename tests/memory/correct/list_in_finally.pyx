from libc.stdlib cimport malloc, free
cdef struct Node:
    int v
    Node *next
cdef Node *node(int v, Node *tail) noexcept:
    cdef Node *n = <Node *>malloc(sizeof(Node))
    if n == NULL:
        return NULL
    n.v = v
    n.next = tail
    return n
def count(int k):
    cdef Node *head = NULL
    cdef Node *n
    cdef int i, c = 0
    try:
        for i in range(k):
            n = node(i, head)
            if n == NULL:
                raise MemoryError()
            head = n
        n = head
        while n != NULL:
            c += 1
            n = n.next
        return c
    finally:
        while head != NULL:
            n = head.next
            free(head)
            head = n
