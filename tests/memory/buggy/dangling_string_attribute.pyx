# distutils: language = c++
from libcpp.string cimport string
cdef class T:
    cdef const char *name
    def set(self, bytes b):
        cdef string s = b
        self.name = s.c_str()      # expect: dangling-pointer
