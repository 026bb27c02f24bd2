cdef class Reader:
    cdef char* buffer
    cdef char store[64]

    def read(self):
        self.store[0] = 0
        self.buffer = self.store
