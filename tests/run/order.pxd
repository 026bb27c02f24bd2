cdef class Shape:
    cdef double area(self)
    cdef str name(self)


cdef class Square(Shape):
    cdef double side
    cdef double area(self)
    # declared again, not defined again
    cdef str name(self)
