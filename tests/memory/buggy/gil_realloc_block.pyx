cdef extern from "Python.h" nogil:
    void *PyMem_Malloc(size_t)
    void *PyMem_Realloc(void *, size_t)
    void PyMem_Free(void *)
def work(int n):
    cdef int *p = <int *>PyMem_Malloc(n * sizeof(int))
    cdef int *q
    if p == NULL:
        raise MemoryError()
    with nogil:
        q = <int *>PyMem_Realloc(p, 2 * n * sizeof(int))     # expect: gil-required
    if q == NULL:
        PyMem_Free(p)
        raise MemoryError()
    PyMem_Free(q)
