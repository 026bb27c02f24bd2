cdef struct Point:
    int x
    int y

def make():
    cdef Point p
    p.x = 1
    return p.y  # expect: uninitialized
