from libc.stdlib cimport malloc, free
cdef struct Point:
    double x
    double y
def run(size_t n):
    cdef Point *pts = <Point *>malloc(n * sizeof(double))   # expect: allocation-size
    if pts == NULL:
        raise MemoryError()
    pts[0].x = 1
    free(pts)
