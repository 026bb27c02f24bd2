# distutils: language = c++
cdef extern from "thing.h":
    cdef cppclass Thing:
        Thing()
        int value()

cdef class Wrapper:
    cdef Thing* t
    def __cinit__(self):
        self.t = new Thing()
    def close(self):
        del self.t    # expect: double-free
    def __dealloc__(self):
        del self.t
