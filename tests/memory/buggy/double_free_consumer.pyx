from cpython.mem cimport PyMem_Malloc, PyMem_Free

cdef inline void drop(void* p) noexcept:
    if p != NULL:
        PyMem_Free(p)

cdef int consume(char* p) except -1:
    p[0] = 1
    drop(p)
    return 0

def go():
    cdef char* p = <char*>PyMem_Malloc(10)
    if p == NULL:
        raise MemoryError()
    consume(p)
    drop(p)   # expect: double-free
