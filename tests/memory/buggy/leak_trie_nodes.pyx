from libc.stdlib cimport calloc, free
cdef struct TrieNode:
    TrieNode *kids[26]
    bint end
cdef class Trie:
    cdef TrieNode *root
    def __cinit__(self):
        self.root = <TrieNode *>calloc(1, sizeof(TrieNode))
        if self.root == NULL:
            raise MemoryError()
    def add(self, str word):
        cdef TrieNode *n = self.root
        cdef int c
        for ch in word:
            c = ord(ch) - 97
            if n.kids[c] == NULL:
                n.kids[c] = <TrieNode *>calloc(1, sizeof(TrieNode))   # expect: leak
                if n.kids[c] == NULL:
                    raise MemoryError()
            n = n.kids[c]
        n.end = True
    def __dealloc__(self):
        free(self.root)
