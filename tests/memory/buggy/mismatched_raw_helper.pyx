from cpython.mem cimport PyMem_RawMalloc, PyMem_RawFree
from libc.stdlib cimport free

cdef char *grab(size_t n) noexcept nogil:
    return <char *>PyMem_RawMalloc(n)

def run(size_t n):
    cdef char *p = grab(n)
    if p == NULL:
        raise MemoryError()
    try:
        p[0] = 1
        print(p[0])
    finally:
        free(p)    # expect: mismatched-free
