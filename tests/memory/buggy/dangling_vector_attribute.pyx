# distutils: language = c++
from libcpp.vector cimport vector
cdef class Points:
    cdef vector[double] pts
    def add_twice(self, double x):
        cdef double *p
        self.pts.push_back(x)
        p = self.pts.data()
        self.pts.push_back(p[0])
        p[0] = 2 * x      # expect: dangling-pointer
