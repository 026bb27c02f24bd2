cdef extern from "Python.h":
    void* PyObject_Malloc(size_t n) nogil
    void PyObject_Free(void* p) nogil

cdef void* grab(size_t n) nogil:
    return PyObject_Malloc(n)  # expect: gil-required
