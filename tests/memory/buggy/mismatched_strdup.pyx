from libc.string cimport strdup
from cpython.mem cimport PyMem_Free

def run(bytes text):
    cdef char* p = strdup(text)
    PyMem_Free(p)  # expect: mismatched-free
