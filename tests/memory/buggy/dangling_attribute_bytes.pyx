cdef class Name:
    cdef const char* text

    def set(self, str s):
        data = s.encode()
        self.text = data  # expect: dangling-pointer
