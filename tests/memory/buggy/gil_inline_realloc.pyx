cdef extern from "Python.h" nogil:
    void* PyMem_Realloc(void* p, size_t n)
    void PyMem_Free(void* p)
cdef inline void* grow(void* p, size_t n) noexcept nogil:
    return PyMem_Realloc(p, n)    # expect: gil-required
def go(size_t n):
    cdef void* p
    with nogil:
        p = grow(NULL, n)
    PyMem_Free(p)
