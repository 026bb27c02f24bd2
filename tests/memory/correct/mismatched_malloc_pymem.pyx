from cpython.mem cimport PyMem_Malloc, PyMem_Free

def run(size_t n):
    cdef char* p = <char*>PyMem_Malloc(n)
    PyMem_Free(p)
