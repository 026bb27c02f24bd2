from cpython.mem cimport PyMem_RawMalloc, PyMem_RawFree

cdef char* join(const char* a, size_t n):
    cdef char* r = <char*>PyMem_RawMalloc(n + 1)
    if r == NULL:
        return NULL
    r[n] = 0
    return r

def check(bytes a):
    if join(a, len(a)) == NULL:    # expect: leak
        raise MemoryError()
    return True
