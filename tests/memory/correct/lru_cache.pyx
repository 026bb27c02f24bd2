from libc.stdlib cimport malloc, free
cdef struct LRU:
    LRU *prev
    LRU *next
    long key
    long value
cdef class Cache:
    cdef LRU *head
    cdef LRU *tail
    cdef dict index
    cdef int size, limit
    def __cinit__(self, int limit):
        self.head = NULL
        self.tail = NULL
        self.index = {}
        self.size = 0
        self.limit = limit
    cdef void unlink(self, LRU *n) noexcept:
        if n.prev != NULL:
            n.prev.next = n.next
        else:
            self.head = n.next
        if n.next != NULL:
            n.next.prev = n.prev
        else:
            self.tail = n.prev
    cdef void push_front(self, LRU *n) noexcept:
        n.prev = NULL
        n.next = self.head
        if self.head != NULL:
            self.head.prev = n
        self.head = n
        if self.tail == NULL:
            self.tail = n
    def put(self, long key, long value):
        cdef LRU *n
        if self.size >= self.limit:
            n = self.tail
            self.unlink(n)
            self.index.pop(n.key, None)
            free(n)
            self.size -= 1
        n = <LRU *>malloc(sizeof(LRU))
        if n == NULL:
            raise MemoryError()
        n.key = key
        n.value = value
        self.push_front(n)
        self.size += 1
    def __dealloc__(self):
        cdef LRU *n = self.head
        cdef LRU *nxt
        while n != NULL:
            nxt = n.next
            free(n)
            n = nxt
