# distutils: language = c++
from libcpp.vector cimport vector
cdef int *grow(vector[int] &v) noexcept:
    cdef int *p = &v[0]
    v.push_back(1)
    p[0] = 2       # expect: dangling-pointer
    return &v[0]
