from libc.stdlib cimport malloc, free

cdef struct Node:
    int* data
    int size

cdef int build(int n) noexcept:
    cdef Node* node = <Node*>malloc(sizeof(Node))
    if node == NULL:
        return -1
    node.data = <int*>malloc(n * sizeof(int))  # expect: leak
    node.size = n
    free(node)
    return n
