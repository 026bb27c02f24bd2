from libc.stdlib cimport calloc, free
cdef class Trie
cdef struct TrieNode:
    TrieNode *kids[26]
    bint end
cdef TrieNode *tn_new() except NULL:
    cdef TrieNode *n = <TrieNode *>calloc(1, sizeof(TrieNode))
    if n == NULL:
        raise MemoryError()
    return n
cdef void tn_free(TrieNode *n) noexcept:
    cdef int i
    if n == NULL:
        return
    for i in range(26):
        tn_free(n.kids[i])
    free(n)
cdef class Trie:
    cdef TrieNode *root
    def __cinit__(self):
        self.root = tn_new()
    def add(self, str word):
        cdef TrieNode *n = self.root
        cdef int c
        for ch in word:
            c = ord(ch) - 97
            if c < 0 or c > 25:
                raise ValueError(word)
            if n.kids[c] == NULL:
                n.kids[c] = tn_new()
            n = n.kids[c]
        n.end = True
    def __contains__(self, str word):
        cdef TrieNode *n = self.root
        cdef int c
        for ch in word:
            c = ord(ch) - 97
            if c < 0 or c > 25 or n.kids[c] == NULL:
                return False
            n = n.kids[c]
        return n.end
    def __dealloc__(self):
        tn_free(self.root)
