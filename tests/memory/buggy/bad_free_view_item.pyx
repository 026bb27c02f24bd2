from cpython.mem cimport PyMem_Free

def go(unsigned char[:] view):
    cdef unsigned char* p = &view[0]
    PyMem_Free(p)   # expect: bad-free
