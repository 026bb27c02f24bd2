cdef class Key:
    cdef const char *s
    def __cinit__(self, str name):
        self.s = (<str>name.lower()).encode()     # expect: dangling-pointer
