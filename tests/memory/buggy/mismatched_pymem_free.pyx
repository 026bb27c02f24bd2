from libc.stdlib cimport free
from cpython.mem cimport PyMem_Malloc

def run(size_t n):
    cdef char* p = <char*>PyMem_Malloc(n)
    free(p)  # expect: mismatched-free
