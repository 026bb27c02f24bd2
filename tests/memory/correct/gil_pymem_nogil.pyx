cdef extern from "Python.h":
    void* PyMem_RawMalloc(size_t n) nogil
    void PyMem_RawFree(void* p) nogil

cdef void run(size_t n) noexcept nogil:
    cdef char* p = <char*>PyMem_RawMalloc(n)
    PyMem_RawFree(p)
