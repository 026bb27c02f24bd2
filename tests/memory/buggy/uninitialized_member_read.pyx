cdef struct S:
    int a
    int b
def go():
    cdef S s
    s.a = 1
    return s.a + s.b    # expect: uninitialized
