cdef class A
cdef class A:
    """Doc."""
    cdef int x, *y
    "doc of x and y"
    cdef public int a
    cdef readonly double[:] b
    cdef public:
        int c
    cdef object __weakref__
    property p:
        "doc"
        def __get__(self): return 1
        def __set__(self, value): pass
        def __del__(self): pass
    @property
    def q(self): return 1
    @staticmethod
    cdef int s(int x): return x
    cdef int m(self, int a=1) except -1: pass
    cpdef n(self): pass
    cdef int declared(self)
    def __cinit__(self, int n, *args, **kw): pass
    x = 1
    if x: pass
    ctypedef_ = 2
cdef class B(A): pass
cdef class C(a.B, D):
    pass
@cython.final
@cython.freelist(8)
cdef class D:
    pass
class E(A):
    def f(self): pass
