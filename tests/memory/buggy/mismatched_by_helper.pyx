from cpython.mem cimport PyMem_Calloc
from libc.stdlib cimport free

cdef void release(void* p):
    free(p)

def go(size_t n):
    cdef int* p = <int*>PyMem_Calloc(n, sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    release(p)   # expect: mismatched-free
