# distutils: language = c++
from libcpp.vector cimport vector
def go(int n):
    cdef vector[int] v
    v.push_back(1)
    cdef int* first = &v[0]
    for i in range(n):
        v.push_back(i)
    return first[0]    # expect: dangling-pointer
