from cython.parallel cimport prange
cdef extern from "Python.h" nogil:
    void* PyMem_Malloc(size_t n)
    void PyMem_Free(void* p)
def go(int n):
    cdef int i
    cdef char* p
    for i in prange(n, nogil=True):
        p = <char*>PyMem_Malloc(16)    # expect: gil-required
        if p != NULL:
            p[0] = 1
            PyMem_Free(p)    # expect: gil-required
