from libc.stdlib cimport malloc, calloc, realloc, free

from cpython.pycapsule cimport PyCapsule_New, PyCapsule_GetPointer

cdef void destroy(object capsule) noexcept:
    free(PyCapsule_GetPointer(capsule, "block"))

def make(size_t n):
    cdef void* p = malloc(n)
    if p == NULL:
        raise MemoryError()
    return PyCapsule_New(p, "block", destroy)
