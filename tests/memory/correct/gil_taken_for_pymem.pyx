cdef extern from "Python.h" nogil:
    void* PyMem_Malloc(size_t n)
    void PyMem_Free(void* p)
cdef int work(int n) nogil:
    cdef int* p
    with gil:
        p = <int*>PyMem_Malloc(n * sizeof(int))
    if p == NULL:
        return -1
    p[0] = n
    with gil:
        PyMem_Free(p)
    return 0
