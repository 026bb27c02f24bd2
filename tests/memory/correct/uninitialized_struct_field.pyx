cdef struct Point:
    int x
    int y

cdef void fill(Point* p):
    p.x = 1
    p.y = 2

def make():
    cdef Point p
    fill(&p)
    return p.y
