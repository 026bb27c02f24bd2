cdef class Name:
    cdef const char* text
    cdef bytes keep

    def set(self, str s):
        data = s.encode()
        self.text = data
        self.keep = data
