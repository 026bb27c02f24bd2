from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free

def run(size_t n):
    cdef char* p = <char*>PyMem_Malloc(n)
    if p == NULL:
        raise MemoryError()
    cdef char* q = <char*>PyMem_Realloc(p, 2 * n)
    if q == NULL:
        PyMem_Free(p)
        raise MemoryError()
    PyMem_Free(q)
