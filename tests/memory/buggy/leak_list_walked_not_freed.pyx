from libc.stdlib cimport malloc, free

cdef struct Node:
    int value
    Node* next

cdef Node* make(int v, Node* tail):
    cdef Node* n = <Node*>malloc(sizeof(Node))
    if n == NULL:
        return NULL
    n.value = v
    n.next = tail
    return n

def total(values):
    cdef Node* head = NULL
    cdef Node* n
    cdef long acc = 0
    for v in values:
        n = make(v, head)  # expect: leak
        if n == NULL:
            raise MemoryError()
        head = n
    while head != NULL:
        acc += head.value
        head = head.next
    return acc

def one(int v):
    cdef Node* n = make(v, NULL)  # expect: leak
    if n == NULL:
        raise MemoryError()
    return n.value
