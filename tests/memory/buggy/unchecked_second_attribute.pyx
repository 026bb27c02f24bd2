from libc.stdlib cimport malloc, free
cdef class Cache:
    cdef long *keys
    cdef long *vals
    def __cinit__(self, int n):
        self.keys = <long *>malloc(n * sizeof(long))
        self.vals = <long *>malloc(n * sizeof(long))
        if self.keys == NULL:
            raise MemoryError()
        self.keys[0] = 0
        self.vals[0] = 0     # expect: unchecked-allocation
    def __dealloc__(self):
        free(self.keys)
        free(self.vals)
