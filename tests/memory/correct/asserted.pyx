from libc.stdlib cimport malloc, free

cdef struct Inner:
    int value
    int other

cdef struct Outer:
    Inner items[2]

cdef int which(int i) noexcept:
    return i

def kind(int k):
    cdef int r
    if k == 1:
        r = 10
    elif k == 2:
        r = 20
    else:
        assert False, "unknown kind"
    return r

def first(int n):
    cdef int *p = <int *>malloc(n * sizeof(int))
    assert p != NULL
    p[0] = 1
    free(p)

def nested():
    cdef Outer o
    o.items[0].value = 2
    o.items[which(0)].value += 3
    return o.items[0].value
