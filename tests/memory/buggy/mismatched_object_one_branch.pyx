cdef extern from "Python.h":
    void* PyObject_Malloc(size_t n)
    void PyObject_Free(void* p)
    void* PyMem_Realloc(void* p, size_t n)
    void PyMem_Free(void* p)

def go(size_t n):
    cdef void* p = PyObject_Malloc(n)
    if p == NULL:
        raise MemoryError()
    if n > 10:
        PyMem_Free(p)     # expect: mismatched-free
    else:
        PyObject_Free(p)
