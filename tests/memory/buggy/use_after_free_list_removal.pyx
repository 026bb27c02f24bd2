from libc.stdlib cimport malloc, free

cdef struct Node:
    int v
    Node *next

cdef Node *remove_value(Node *head, int v) noexcept:
    cdef Node *prev = NULL
    cdef Node *cur = head
    while cur != NULL:
        if cur.v == v:
            free(cur)
            if prev == NULL:
                return cur.next   # expect: use-after-free
            prev.next = cur.next   # expect: use-after-free
            return head
        prev = cur
        cur = cur.next
    return head
