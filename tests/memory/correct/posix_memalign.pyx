from libc.stdlib cimport free

cdef extern from "stdlib.h" nogil:
    int posix_memalign(void** out, size_t alignment, size_t size)

def aligned(size_t n):
    cdef void* p = NULL
    if posix_memalign(&p, 64, n) != 0:
        raise MemoryError()
    try:
        print(n)
    finally:
        free(p)
