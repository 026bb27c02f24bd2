# distutils: language = c++
cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +
        int size()

cdef class Holder:
    cdef Widget* w

    def __cinit__(self):
        self.w = new Widget()

    def __dealloc__(self):
        del self.w
