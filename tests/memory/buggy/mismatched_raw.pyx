from cpython.mem cimport PyMem_RawMalloc, PyMem_Free

def run(size_t n):
    cdef char* p = <char*>PyMem_RawMalloc(n)
    PyMem_Free(p)  # expect: mismatched-free
