from libc.stdlib cimport malloc, free
from cpython.mem cimport PyMem_Realloc, PyMem_Free

def run(size_t n):
    cdef char* p = <char*>malloc(n)
    if p == NULL:
        raise MemoryError()
    cdef char* q = <char*>PyMem_Realloc(p, 2 * n)  # expect: mismatched-free
    if q == NULL:
        free(p)
        raise MemoryError()
    PyMem_Free(q)
