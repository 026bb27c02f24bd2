# distutils: language = c++
from libc.stdlib cimport malloc
cdef extern from "thing.h":
    cdef cppclass Thing:
        int x

def go():
    cdef Thing* p = <Thing*>malloc(64)
    if p == NULL:
        return
    p.x = 1
    del p    # expect: mismatched-free
