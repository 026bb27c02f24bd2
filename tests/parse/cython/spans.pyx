# cython: boundscheck=False, language_level = 3
# distutils: language = c++
cdef extern from "x.h" namespace "n":  # comment
    int f(const char *s, ...) except? -1 nogil  # tail
@dec
cdef public class A(B) [object O, type T]:
    cdef readonly double[:, ::1] v, w
    "doc"
    cpdef int m(self, int x=1): return <int?>x
cdef int (*fp)(int a), b[3] = c
ctypedef fused F:
    vector[int*]
