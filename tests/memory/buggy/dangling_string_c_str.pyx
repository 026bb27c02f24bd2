# distutils: language = c++
from libcpp.string cimport string
cdef const char* get():
    cdef string s = b"hello"
    return s.c_str()    # expect: dangling-pointer
