cdef class Key:
    cdef const char *s
    cdef bytes keep
    def __cinit__(self, str name):
        self.keep = name.lower().encode()
        self.s = self.keep
    def head(self):
        return self.s[0]
