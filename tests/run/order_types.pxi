cdef class Later:
    cdef int value

    def __init__(self, int value):
        self.value = value


cdef struct pair:
    int left, right
