cdef class Name:
    cdef const char* text
    def __init__(self, str s):
        data = s.encode("utf8")
        self.text = data    # expect: dangling-pointer
