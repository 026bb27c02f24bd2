from cpython.mem cimport PyMem_RawMalloc, PyMem_RawFree

def run(size_t n):
    cdef char* p = <char*>PyMem_RawMalloc(n)
    PyMem_RawFree(p)
