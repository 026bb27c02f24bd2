from libc.stdlib cimport malloc, free
cdef class Image:
    cdef unsigned char *pixels
    cdef unsigned char *alpha
    cdef int w, h
    def __cinit__(self, int w, int h, bint with_alpha):
        self.w, self.h = w, h
        self.pixels = <unsigned char *>malloc(<size_t>w * h)
        if self.pixels == NULL:
            raise MemoryError()
        if with_alpha:
            self.alpha = <unsigned char *>malloc(<size_t>w * h)
            if self.alpha == NULL:
                raise MemoryError()
    def drop_alpha(self):
        free(self.alpha)
        self.alpha = NULL
    def set_alpha(self):
        if self.alpha == NULL:
            self.alpha = <unsigned char *>malloc(<size_t>self.w * self.h)
            if self.alpha == NULL:
                raise MemoryError()
    def __dealloc__(self):
        if self.pixels != NULL:
            free(self.pixels)
        if self.alpha != NULL:
            free(self.alpha)
