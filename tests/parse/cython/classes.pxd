"""Doc."""
cimport cython
from libc.stdint cimport int32_t as i32, uint8_t
from . cimport sibling
from .pkg cimport *
import_ = 1
cdef class A:
    cdef int x
    cdef int f(self, int a=*, b=?) except -1
    cpdef g(self)
    cdef inline int h(self, int k=3): return k
    @staticmethod
    cdef int s()
    "a string"
    pass
cdef int f(int x=*)
cdef inline int g(int x=1): return x
cpdef h(x)
cdef extern from "x.h":
    int ext(int)
