from libc.string cimport strdup
from cpython.mem cimport PyMem_Free

def go(bytes b):
    cdef char* s = strdup(b)
    PyMem_Free(s)    # expect: mismatched-free
