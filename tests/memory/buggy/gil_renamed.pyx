from cpython.mem cimport PyMem_Malloc, PyMem_Free
cdef extern from "Python.h":
    void* pm "PyMem_Malloc" (size_t n) nogil
    void pf "PyMem_Free" (void* p) nogil
def go(size_t n):
    cdef char* p
    with nogil:
        p = <char*>pm(n)   # expect: gil-required
    if p == NULL:
        raise MemoryError()
    PyMem_Free(p)
