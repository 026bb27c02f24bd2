# Reference-counted buffer shared by views; last release frees.
from libc.stdlib cimport malloc, free
cdef struct Shared:
    int refs
    size_t n
    char data[1]
cdef Shared *shared_new(size_t n) except NULL:
    cdef Shared *s = <Shared *>malloc(sizeof(Shared) + n)
    if s == NULL:
        raise MemoryError()
    s.refs = 1
    s.n = n
    return s
cdef inline Shared *shared_ref(Shared *s) noexcept nogil:
    s.refs += 1
    return s
cdef inline void shared_unref(Shared *s) noexcept nogil:
    if s == NULL:
        return
    s.refs -= 1
    if s.refs == 0:
        free(s)
cdef class Blob:
    cdef Shared *s
    def __cinit__(self, size_t n=0):
        self.s = NULL
        if n:
            self.s = shared_new(n)
    def share(self):
        cdef Blob b = Blob()
        if self.s != NULL:
            b.s = shared_ref(self.s)
        return b
    def __dealloc__(self):
        shared_unref(self.s)
