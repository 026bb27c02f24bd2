from libc.stdlib cimport malloc, free
cdef struct Tree:
    Tree* left
    Tree* right
    int key
cdef void tree_free(Tree* t) noexcept:
    if t == NULL:
        return
    tree_free(t.left)
    tree_free(t.right)
    free(t)
cdef Tree* insert(Tree* t, int key) except NULL:
    if t == NULL:
        t = <Tree*>malloc(sizeof(Tree))
        if t == NULL:
            raise MemoryError()
        t.key = key
        t.left = NULL
        t.right = NULL
    elif key < t.key:
        t.left = insert(t.left, key)
    else:
        t.right = insert(t.right, key)
    return t
cdef class Set:
    cdef Tree* root
    def add(self, int k):
        self.root = insert(self.root, k)
    def __dealloc__(self):
        tree_free(self.root)
