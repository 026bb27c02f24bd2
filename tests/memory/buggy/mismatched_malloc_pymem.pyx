from libc.stdlib cimport malloc
from cpython.mem cimport PyMem_Free

def run(size_t n):
    cdef char* p = <char*>malloc(n)
    PyMem_Free(p)  # expect: mismatched-free
