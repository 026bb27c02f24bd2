# distutils: language = c++
cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +

def show():
    cdef Widget* w = new Widget()
    del w
    del w  # expect: double-free
