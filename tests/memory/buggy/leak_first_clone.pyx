from libc.stdlib cimport malloc, free
from libc.string cimport memcpy, strlen
cdef char *clone(const char *s) except NULL:
    cdef char *p = <char *>malloc(strlen(s) + 1)
    if p == NULL:
        raise MemoryError()
    memcpy(p, s, strlen(s) + 1)
    return p
cdef class Person:
    cdef char *first
    cdef char *last
    def __cinit__(self, bytes first, bytes last):
        self.first = clone(first)
        self.last = clone(last)
    def rename(self, bytes first, bytes last):
        cdef char *f = clone(first)     # expect: leak
        cdef char *l = clone(last)
        free(self.first)
        self.first = f
        free(self.last)
        self.last = l
    def __dealloc__(self):
        free(self.first)
        free(self.last)
