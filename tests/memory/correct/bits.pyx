from cpython.mem cimport PyMem_Calloc, PyMem_Free
cdef class Bits:
    cdef unsigned char *w
    cdef int n
    def __cinit__(self, int n):
        self.n = n
        self.w = <unsigned char *>PyMem_Calloc((n + 7) // 8, 1)
        if not self.w:
            raise MemoryError()
    def set(self, int i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        self.w[i >> 3] |= 1 << (i & 7)
    def __dealloc__(self):
        PyMem_Free(self.w)
