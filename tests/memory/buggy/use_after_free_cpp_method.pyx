# distutils: language = c++
cdef extern from "thing.h":
    cdef cppclass Thing:
        Thing()
        int value()

def go():
    cdef Thing* t = new Thing()
    del t
    return t.value()   # expect: use-after-free
