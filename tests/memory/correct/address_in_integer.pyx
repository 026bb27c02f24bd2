from libc.stdlib cimport malloc, free
from libc.stdint cimport uintptr_t
cdef class Handle:
    cdef uintptr_t raw
    def __cinit__(self, int n):
        cdef void* p = malloc(n)
        if p == NULL:
            raise MemoryError()
        self.raw = <uintptr_t>p
    def __dealloc__(self):
        free(<void*>self.raw)
