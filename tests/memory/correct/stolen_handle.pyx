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
    cdef void *steal(self) noexcept:
        cdef void *h = self.h
        self.h = NULL
        return h
    def __dealloc__(self):
        self.close()
def detach(Res r):
    cdef void *h = r.steal()
    free(h)
