from cpython.mem cimport PyMem_Malloc, PyMem_Free
from libc.stdlib cimport malloc, free

def go(int n, bint small):
    cdef char* p
    if small:
        p = <char*>PyMem_Malloc(n)
    else:
        p = <char*>malloc(n)
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    PyMem_Free(p)    # expect: mismatched-free
