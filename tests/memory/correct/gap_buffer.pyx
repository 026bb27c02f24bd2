from libc.stdlib cimport malloc, free, realloc
from libc.string cimport memmove
cdef class GapBuffer:
    cdef char *buf
    cdef size_t cap, start, end
    def __cinit__(self, size_t cap=64):
        self.buf = <char *>malloc(cap)
        if self.buf is NULL:
            raise MemoryError()
        self.cap = cap
        self.start = 0
        self.end = cap
    def __dealloc__(self):
        free(self.buf)
    cdef bint ensure(self, size_t extra) except False:
        cdef char *fresh
        cdef size_t tail, new_cap
        if self.end - self.start >= extra:
            return True
        new_cap = self.cap * 2 + extra
        fresh = <char *>realloc(self.buf, new_cap)
        if fresh is NULL:
            raise MemoryError()
        self.buf = fresh
        tail = self.cap - self.end
        memmove(fresh + new_cap - tail, fresh + self.end, tail)
        self.end = new_cap - tail
        self.cap = new_cap
        return True
    def insert(self, bytes text):
        cdef Py_ssize_t i
        self.ensure(len(text))
        for i in range(len(text)):
            self.buf[self.start] = text[i]
            self.start += 1
    def value(self):
        return self.buf[:self.start] + self.buf[self.end:self.cap]
