from cpython.mem cimport PyMem_Calloc, PyMem_Free
cdef class Bits:
    cdef unsigned char *w
    def __cinit__(self, int n):
        self.w = <unsigned char *>PyMem_Calloc(n, 1)
    def set(self, int i):
        self.w[i >> 3] |= 1 << (i & 7)
    def __dealloc__(self):
        PyMem_Free(self.w)
def fresh(int n):
    cdef unsigned char *w = <unsigned char *>PyMem_Calloc(n, 1)
    w[0] |= 1       # expect: unchecked-allocation
    r = w[0]
    PyMem_Free(w)
    return r
