from cpython.mem cimport PyMem_Malloc, PyMem_RawFree
def run():
    cdef void *p = PyMem_Malloc(3)
    if p:
        PyMem_RawFree(p)       # expect: mismatched-free
