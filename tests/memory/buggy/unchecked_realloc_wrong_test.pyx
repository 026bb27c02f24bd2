from cpython.mem cimport PyMem_Malloc, PyMem_Realloc, PyMem_Free

def go(int n):
    cdef int* p = <int*>PyMem_Malloc(n * sizeof(int))  # expect: leak
    cdef int* q
    if not p:
        raise MemoryError()
    p[0] = 1
    q = <int*>PyMem_Realloc(p, 2 * n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    q[1] = 2   # expect: unchecked-allocation
    PyMem_Free(q)
