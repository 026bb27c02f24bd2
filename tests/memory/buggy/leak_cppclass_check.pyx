# distutils: language = c++
from libcpp.vector cimport vector

cdef cppclass Shape:
    int sides
    __init__(int n):
        this.sides = n

def sides(int n, check):
    cdef Shape* s = new Shape(n)  # expect: leak
    if check(n):
        raise ValueError(n)
    r = s.sides
    del s
    return r
