from libc.stdlib cimport free
from cpython.unicode cimport PyUnicode_AsUTF8String
cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8(object s) except NULL

def go(str s):
    cdef const char* p = PyUnicode_AsUTF8(s)
    free(<void*>p)    # expect: bad-free
