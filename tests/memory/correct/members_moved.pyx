"""A helper moves the blocks of a struct into an object that releases them."""

from libc.stdlib cimport malloc, free

cdef struct Column:
    char* data
    int* offsets

cdef class Holder:
    cdef char* data
    cdef int* offsets

    def __dealloc__(self):
        free(self.data)
        free(self.offsets)

cdef bint allocate(Column* c, size_t n) noexcept nogil:
    c.data = <char*>malloc(n)
    if c.data == NULL:
        return True
    c.offsets = <int*>malloc(n * sizeof(int))
    return c.offsets == NULL

cdef void release(Column* c) noexcept nogil:
    free(c.data)
    free(c.offsets)

cdef Holder hold(Column* c):
    cdef Holder h = Holder.__new__(Holder)
    h.data = c.data
    h.offsets = c.offsets
    c.data = NULL
    c.offsets = NULL
    return h

def column(size_t n):
    cdef Column c
    c.data = NULL
    c.offsets = NULL
    if allocate(&c, n):
        release(&c)
        raise MemoryError()
    try:
        return hold(&c)
    except BaseException:
        release(&c)
        raise
