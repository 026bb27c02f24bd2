cdef extern from "Python.h" nogil:
    void* PyObject_Malloc(size_t n)
    void PyObject_Free(void* p)
cdef int work(int n) nogil:
    cdef int* p = <int*>PyObject_Malloc(n * sizeof(int))    # expect: gil-required
    if p == NULL:
        return -1
    p[0] = n
    with gil:
        PyObject_Free(p)
    return 0
