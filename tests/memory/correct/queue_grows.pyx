from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
cdef class ByteQueue:
    cdef unsigned char *storage
    cdef size_t capacity
    cdef size_t length
    def __cinit__(self, size_t capacity=16):
        self.storage = <unsigned char *>malloc(capacity)
        if not self.storage:
            raise MemoryError()
        self.capacity = capacity
        self.length = 0
    def __dealloc__(self):
        free(self.storage)
    cdef int grow(self) except -1:
        cdef unsigned char *bigger = <unsigned char *>malloc(self.capacity * 2)
        if not bigger:
            raise MemoryError()
        memcpy(bigger, self.storage, self.length)
        free(self.storage)
        self.storage = bigger
        self.capacity *= 2
        return 0
    def put(self, unsigned char byte):
        if self.length == self.capacity:
            self.grow()
        self.storage[self.length] = byte
        self.length += 1
