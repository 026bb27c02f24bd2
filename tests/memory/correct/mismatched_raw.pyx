from cpython.mem cimport PyMem_RawCalloc, PyMem_RawFree

def run(size_t n):
    cdef char* p = <char*>PyMem_RawCalloc(n, 1)
    PyMem_RawFree(p)
