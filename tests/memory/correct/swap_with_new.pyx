from libc.stdlib cimport malloc, free
cdef class A:
    cdef int* p
    cdef int n
    def __cinit__(self, int n=4):
        self.p = <int*>malloc(n * sizeof(int))
        if self.p == NULL:
            raise MemoryError()
        self.n = n
        if n < 0:
            raise ValueError("negative")
    def __dealloc__(self):
        free(self.p)
    def set_size(self, int n):
        cdef int* p = <int*>malloc(n * sizeof(int))
        cdef int i
        if p == NULL:
            raise MemoryError()
        for i in range(min(n, self.n)):
            p[i] = self.p[i]
        self.p, p = p, self.p
        self.n = n
        free(p)
