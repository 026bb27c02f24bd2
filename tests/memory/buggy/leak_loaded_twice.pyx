from libc.stdlib cimport malloc, free

cdef class Holder:
    cdef int* p
    def __cinit__(self):
        self.p = NULL
    def load(self, int n):
        self.p = <int*>malloc(n * sizeof(int))  # expect: leak
        if self.p == NULL:
            raise MemoryError()
    def unload(self):
        self.p = NULL
    def __dealloc__(self):
        if self.p != NULL:
            free(self.p)
