# distutils: language = c++
from libcpp.vector cimport vector
def go(int n):
    cdef vector[int] v
    cdef int* first
    v.push_back(1)
    for i in range(n):
        v.push_back(i)
    first = &v[0]
    first[0] = 3
    return first[0]
