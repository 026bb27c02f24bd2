from cpython.mem cimport PyMem_Malloc, PyMem_Free

def run(x):
    cdef char *p = <char *>PyMem_Malloc(8)  # expect: leak
    if p == NULL:
        raise MemoryError()
    with open(x) as f:
        p[0] = 1
        PyMem_Free(p)
    if x:
        PyMem_Free(p)   # expect: double-free
