from libc.stdlib cimport malloc, free

cdef struct S:
    int* a
    int* b

cdef void clear(S* s):
    free(s.a)
    free(s.b)

def go(int n):
    cdef S s
    s.a = <int*>malloc(n * sizeof(int))
    s.b = s.a
    clear(&s)   # expect: double-free
