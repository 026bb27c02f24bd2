cdef int x y
cdef struct S
    int x
cdef struct T:
    int
    int y
cdef class A:
    cdef int f(self) except:
        pass
    int x
cdef extern from x.h:
    int f()
cdef enum E:
    A B
    C
def inline f(): pass
def int g(): pass
cdef int h() -> int: pass
cdef public readonly int z
cpdef class B: pass
if x:
    cdef int inner
ctypedef int
ctypedef fused F:
    int double
    float
cdef cppclass C:
    int operator&&()
    void ok()
cdef f(int not None): pass
cdef const const int cc
from __future__ import nonsense
x = 1
from __future__ import division
def g(x, x nogil): pass
for i from 0 <= j > n: pass
for i from 0 < : pass
cdef int a[3
cdef int b
cdef int v() = 1: pass
