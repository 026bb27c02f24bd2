from libc.stdlib cimport malloc, free
from cpython.pycapsule cimport PyCapsule_New

def wrap(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))  # expect: leak
    if p == NULL:
        raise MemoryError()
    p[0] = n
    return PyCapsule_New(<void*>p, "ints", NULL)
