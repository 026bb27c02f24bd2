cdef extern from "Python.h":
    void PyMem_Free(void* p) nogil
    void* PyMem_Malloc(size_t n) nogil
cdef class B:
    cdef char* p
    def __cinit__(self):
        self.p = <char*>PyMem_Malloc(10)
        if self.p == NULL:
            raise MemoryError()
    cdef void drop(self) noexcept nogil:
        PyMem_Free(self.p)    # expect: gil-required
        self.p = NULL
    def __dealloc__(self):
        PyMem_Free(self.p)
