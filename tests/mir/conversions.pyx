cdef struct Point:
    int x
    double y

def point(Point p):
    return p

def pair((int, double) t):
    return t

def text(char* s, unsigned char c, Py_UCS4 u, float complex z):
    return s, c, u, z
