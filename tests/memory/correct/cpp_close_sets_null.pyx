# distutils: language = c++
cdef extern from "thing.h":
    cdef cppclass Thing:
        Thing() except +
        int value() except +
cdef class Wrapper:
    cdef Thing* t
    def __cinit__(self):
        self.t = new Thing()
    def close(self):
        del self.t
        self.t = NULL
    def value(self):
        if self.t == NULL:
            raise ValueError("closed")
        return self.t.value()
    def __dealloc__(self):
        del self.t
