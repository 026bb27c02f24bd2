cdef class Reader:
    cdef char* buffer

    def read(self):
        cdef char local[64]
        local[0] = 0
        self.buffer = local  # expect: dangling-pointer
