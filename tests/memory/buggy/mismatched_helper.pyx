from libc.stdlib cimport free
from cpython.mem cimport PyMem_Malloc

cdef char* make(size_t n) except NULL:
    cdef char* p = <char*>PyMem_Malloc(n)
    if p == NULL:
        raise MemoryError()
    return p

def run(size_t n):
    cdef char* p = make(n)
    free(p)  # expect: mismatched-free
