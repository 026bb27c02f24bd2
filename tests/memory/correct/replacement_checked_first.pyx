from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
cdef class Packet:
    cdef unsigned char* payload
    cdef size_t length
    def __cinit__(self, bytes raw):
        self.length = len(raw)
        self.payload = <unsigned char*>malloc(self.length)
        if not self.payload:
            raise MemoryError()
        memcpy(self.payload, <char*>raw, self.length)
    def replace(self, bytes raw):
        cdef size_t n = len(raw)
        cdef unsigned char* fresh
        if n > 65535:
            raise ValueError("packet too large")
        fresh = <unsigned char*>malloc(n)
        if fresh is NULL:
            raise MemoryError()
        memcpy(fresh, <char*>raw, n)
        free(self.payload)
        self.payload = fresh
        self.length = n
    def __dealloc__(self):
        free(self.payload)
