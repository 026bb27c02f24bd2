cdef extern from "Python.h":
    void* PyMem_Malloc(size_t n) nogil
    void PyMem_Free(void* p) nogil

cdef void run(size_t n) noexcept nogil:
    cdef char* p = <char*>PyMem_Malloc(n)  # expect: gil-required
    PyMem_Free(p)  # expect: gil-required
