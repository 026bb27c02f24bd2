from libc.stdlib cimport malloc, free

cdef struct Node:
    Node* next
    int value

cdef void clear(Node* head) noexcept:
    while head != NULL:
        free(head)
        head = head.next  # expect: use-after-free
