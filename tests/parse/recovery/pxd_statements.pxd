def f(): pass
class A: pass
cdef int f(int x=1)
cdef class B:
    x = 1
    cdef int y
    def g(self): pass
property p: pass
