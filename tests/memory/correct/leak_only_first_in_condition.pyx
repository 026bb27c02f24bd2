from cpython.mem cimport PyMem_Malloc, PyMem_Free

def run(size_t n, bint flag):
    cdef int* p = NULL
    if flag:
        p = <int*>PyMem_Malloc(n * sizeof(int))
        if p == NULL:
            raise MemoryError()
    if flag:
        PyMem_Free(p)
