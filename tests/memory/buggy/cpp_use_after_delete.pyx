# distutils: language = c++
cdef extern from "widget.h":
    cdef cppclass Widget:
        Widget() except +
        void draw()

def show():
    cdef Widget* w = new Widget()
    del w
    w.draw()  # expect: use-after-free
