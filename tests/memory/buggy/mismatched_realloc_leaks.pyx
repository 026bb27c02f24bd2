from cpython.mem cimport PyMem_Malloc
from libc.stdlib cimport realloc, free

def go(size_t n):
    cdef char* p = <char*>PyMem_Malloc(n)  # expect: leak
    cdef char* q
    if p == NULL:
        raise MemoryError()
    q = <char*>realloc(p, 2 * n)   # expect: mismatched-free
    if q == NULL:
        raise MemoryError()
    free(q)
