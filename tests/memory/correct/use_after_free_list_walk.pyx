from libc.stdlib cimport malloc, free

cdef struct Node:
    Node* next
    int value

cdef void clear(Node* head) noexcept:
    cdef Node* following
    while head != NULL:
        following = head.next
        free(head)
        head = following
