# distutils: language = c++
from libc.stdlib cimport free
cdef extern from "w.h":
    cdef cppclass Widget:
        Widget()
        int id

def run():
    cdef Widget *w = new Widget()
    i = w.id
    free(w)    # expect: mismatched-free
    return i
