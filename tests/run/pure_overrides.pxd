cdef class Base:
    cpdef bint ready(self)
    cpdef int check(self, int x) except -1
    cdef hidden(self)

cdef class Sub(Base):
    cdef int n
