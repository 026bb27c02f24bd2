from libc.stdlib cimport malloc, free
from libc.string cimport memcpy, strlen
cdef char *clone(const char *s) except NULL:
    cdef size_t n = strlen(s) + 1
    cdef char *p = <char *>malloc(n)
    if p == NULL:
        raise MemoryError()
    memcpy(p, s, n)
    return p
cdef class Person:
    cdef char *first
    cdef char *last
    def __cinit__(self, bytes first, bytes last):
        self.first = clone(first)
        self.last = clone(last)
    def rename(self, bytes first=None, bytes last=None):
        cdef char *f = NULL
        cdef char *l = NULL
        try:
            if first is not None:
                f = clone(first)
            if last is not None:
                l = clone(last)
        except MemoryError:
            free(f)
            free(l)
            raise
        if f != NULL:
            free(self.first)
            self.first = f
        if l != NULL:
            free(self.last)
            self.last = l
    def __dealloc__(self):
        free(self.first)
        free(self.last)
