from cpython.mem cimport PyMem_RawMalloc, PyMem_RawFree
cdef void *zeroed(size_t n) noexcept nogil:
    cdef char *p = <char *>PyMem_RawMalloc(n)
    cdef size_t i
    if p != NULL:
        for i in range(n):
            p[i] = 0
    return p
def run(size_t n):
    cdef void *p
    with nogil:
        p = zeroed(n)
    if p == NULL:
        raise MemoryError()
    PyMem_RawFree(p)
