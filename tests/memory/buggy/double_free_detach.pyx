from libc.stdlib cimport malloc, free
cdef class Res:
    cdef void *h
    def __cinit__(self):
        self.h = malloc(4)
        if self.h == NULL:
            raise MemoryError()
    cpdef close(self):
        if self.h != NULL:
            free(self.h)
            self.h = NULL
    def detach(self):
        cdef void *h = self.h
        self.close()
        free(h)       # expect: double-free
    def __dealloc__(self):
        self.close()
