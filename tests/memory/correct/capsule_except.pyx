from libc.stdlib cimport malloc, free
from cpython.pycapsule cimport PyCapsule_New, PyCapsule_GetPointer
cdef void drop(object cap) noexcept:
    free(PyCapsule_GetPointer(cap, "ints"))
def wrap(int n):
    cdef int* p = <int*>malloc(sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = n
    try:
        return PyCapsule_New(<void*>p, "ints", drop)
    except:
        free(p)
        raise
