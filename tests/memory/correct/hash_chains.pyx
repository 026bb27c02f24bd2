from libc.stdlib cimport malloc, free
cdef struct Item:
    int k
    Item* next
cdef class Chain:
    cdef Item** buckets
    cdef int nb
    def __cinit__(self, int nb):
        cdef int i
        self.nb = nb
        self.buckets = <Item**>malloc(nb * sizeof(Item*))
        if not self.buckets:
            raise MemoryError
        for i in range(nb):
            self.buckets[i] = NULL
    def add(self, int k):
        cdef int b = k % self.nb
        cdef Item* it = <Item*>malloc(sizeof(Item))
        if not it:
            raise MemoryError
        it.k = k
        it.next = self.buckets[b]
        self.buckets[b] = it
    def remove(self, int k):
        cdef int b = k % self.nb
        cdef Item* it = self.buckets[b]
        cdef Item* prev = NULL
        while it != NULL:
            if it.k == k:
                if prev == NULL:
                    self.buckets[b] = it.next
                else:
                    prev.next = it.next
                free(it)
                return True
            prev = it
            it = it.next
        return False
    def __dealloc__(self):
        cdef Item* it
        cdef Item* nxt
        cdef int i
        if self.buckets:
            for i in range(self.nb):
                it = self.buckets[i]
                while it:
                    nxt = it.next
                    free(it)
                    it = nxt
            free(self.buckets)
