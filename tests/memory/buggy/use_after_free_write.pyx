from cpython.mem cimport PyMem_Malloc, PyMem_Free

def write(size_t n):
    cdef double* p = <double*>PyMem_Malloc(n * sizeof(double))
    if p == NULL:
        raise MemoryError()
    PyMem_Free(p)
    p[1] = 0.5  # expect: use-after-free
