ctypedef object (*method_t)(object)

cdef class Shape:
    cdef area(self):
        return 1

def area_of(Shape s):
    cdef method_t m = <method_t>s.area
    return m(s)
