from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef int* make(size_t n) except NULL:
    cdef int* p = <int*>PyMem_Malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    return p

def use(size_t n):
    cdef int* p = make(n)  # expect: leak
    p[0] = 1
    return p[0]
