cdef extern from "Python.h" nogil:
    void *PyObject_Calloc(size_t, size_t)
    void PyObject_Free(void *)
cdef void *zeroed(size_t n) noexcept nogil:
    return PyObject_Calloc(n, 1)      # expect: gil-required
