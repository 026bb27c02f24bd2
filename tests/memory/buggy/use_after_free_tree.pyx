from libc.stdlib cimport malloc, free

cdef struct Tree:
    Tree* left
    Tree* right
    int key

cdef void tree_free(Tree* t):
    if t == NULL:
        return
    free(t)
    tree_free(t.left)   # expect: use-after-free
    tree_free(t.right)
