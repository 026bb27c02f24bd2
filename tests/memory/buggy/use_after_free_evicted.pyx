from libc.stdlib cimport malloc, free
cdef struct LRU:
    LRU *next
    long key
cdef class Cache:
    cdef LRU *head
    def evict(self):
        cdef LRU *n = self.head
        if n == NULL:
            return
        free(n)
        self.head = n.next      # expect: use-after-free
    def put(self, long key):
        cdef LRU *n = <LRU *>malloc(sizeof(LRU))
        if n == NULL:
            raise MemoryError()
        n.key = key
        n.next = self.head
        self.head = n
    def __dealloc__(self):
        while self.head != NULL:
            self.evict()
