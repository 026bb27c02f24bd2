# distutils: language = c++
cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +
        void draw()

def show():
    cdef Widget* w = new Widget()
    try:
        w.draw()
        print("drawn")
    finally:
        del w
