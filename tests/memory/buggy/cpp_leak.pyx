# distutils: language = c++
cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +
        int size()

def show():
    cdef Widget* w = new Widget()  # expect: leak
    print("made")
    del w
