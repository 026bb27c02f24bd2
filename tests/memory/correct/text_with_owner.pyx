cdef class Name:
    cdef const char* text
    cdef bytes owner
    def __init__(self, str s):
        self.owner = s.encode("utf8")
        self.text = self.owner
    def first(self):
        return self.text[0]
