from libc.stdlib cimport malloc, free

cdef struct Node:
    int v
    Node* next

cdef int drop_all(Node* head):
    cdef Node* n = head
    cdef int count = 0
    while n != NULL:
        free(n)
        count += 1
        n = n.next   # expect: use-after-free
    return count
