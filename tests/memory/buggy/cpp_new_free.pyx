# distutils: language = c++
from libc.stdlib cimport free

cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +
        void draw()

def show():
    cdef Widget* w = new Widget()
    free(w)  # expect: mismatched-free
