from libc.stdlib cimport malloc, free
cdef struct Node:
    int v
    Node *next
cdef Node *node(int v) noexcept:
    cdef Node *n = <Node *>malloc(sizeof(Node))
    if n == NULL:
        return NULL
    n.v = v
    if n.next != NULL:      # expect: uninitialized
        n.v += 1
    return n
