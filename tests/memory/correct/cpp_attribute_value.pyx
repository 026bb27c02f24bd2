# distutils: language = c++
cdef extern from "thing.h":
    cdef cppclass Thing:
        Thing()
        int x

def go():
    cdef Thing* p = new Thing()
    p.x = 1
    del p
