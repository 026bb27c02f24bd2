from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef char* make(size_t n) except NULL:
    cdef char* p = <char*>PyMem_Malloc(n)
    if p == NULL:
        raise MemoryError()
    return p

cdef void unmake(char* p):
    PyMem_Free(p)

def run(size_t n):
    cdef char* p = make(n)
    unmake(p)
