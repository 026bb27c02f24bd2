cdef extern from "Python.h" nogil:
    void *PyObject_Realloc(void *, size_t)
    void PyObject_Free(void *)
cdef int grow(void **p, size_t n) noexcept nogil:
    cdef void *q = PyObject_Realloc(p[0], n)      # expect: gil-required
    if q == NULL:
        return -1
    p[0] = q
    return 0
