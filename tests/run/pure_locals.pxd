cimport cython

cdef class Cell:
    cdef public int n
    @cython.locals(other=Cell, small="unsigned char", text="const unsigned char *")
    cpdef plus(self, other)
    @cython.locals(count=cython.uint)
    cdef kinds(self, count)

@cython.locals(text="const char *")
cpdef first(bytes value)
