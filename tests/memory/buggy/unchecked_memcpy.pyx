from libc.stdlib cimport malloc, free
from libc.string cimport memcpy

def go(bytes d):
    cdef size_t n = len(d)
    cdef char* p = <char*>malloc(n)
    memcpy(p, <char*>d, n)    # expect: unchecked-allocation
    free(p)
