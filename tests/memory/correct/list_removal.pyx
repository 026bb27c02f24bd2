from libc.stdlib cimport malloc, free
cdef struct Node:
    int v
    Node *next
cdef Node *remove_value(Node *head, int v) noexcept:
    cdef Node *prev = NULL
    cdef Node *cur = head
    cdef Node *after
    while cur != NULL:
        if cur.v == v:
            after = cur.next
            free(cur)
            if prev == NULL:
                return after
            prev.next = after
            return head
        prev = cur
        cur = cur.next
    return head
