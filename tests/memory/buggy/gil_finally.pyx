cdef extern from "Python.h" nogil:
    void* PyMem_Calloc(size_t n, size_t s)
    void PyMem_Free(void* p)
def go(size_t n):
    cdef int* p = <int*>PyMem_Calloc(n, sizeof(int))
    if p == NULL:
        raise MemoryError()
    try:
        with nogil:
            p[0] = 1
    finally:
        with nogil:
            PyMem_Free(p)    # expect: gil-required
