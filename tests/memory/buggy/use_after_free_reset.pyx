from libc.stdlib cimport malloc, free

cdef class Parser:
    cdef char *line
    cdef size_t n

    def __cinit__(self, size_t n):
        self.line = <char *>malloc(n)
        if self.line == NULL:
            raise MemoryError()
        self.n = n

    def reset(self):
        free(self.line)
        self.line[0] = 0       # expect: use-after-free
        self.line = NULL

    def __dealloc__(self):
        free(self.line)
