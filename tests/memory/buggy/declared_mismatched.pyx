from libc.stdlib cimport malloc, calloc, realloc, free

cdef extern from "pool.h":
    void* pool_get(size_t n) nogil  # pyxide: allocates(free=pool_put)
    void pool_put(void* p) nogil  # pyxide: frees(1)

def use(size_t n):
    cdef void* p = pool_get(n)
    free(p)  # expect: mismatched-free
