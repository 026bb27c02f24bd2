cdef extern from "pool.h":
    ctypedef struct pool_t
    pool_t* pool_open(const char* n)   # pyxide: allocates(free=pool_close)
    void pool_close(pool_t* p)         # pyxide: frees(1)
    int pool_add(pool_t* p, void* x)   # pyxide: keeps(2)
from libc.stdlib cimport malloc
cdef class Pool:
    cdef pool_t* p
    def __cinit__(self, bytes n):
        self.p = pool_open(n)
        if self.p == NULL:
            raise OSError(n)
    def add(self, int n):
        cdef int* x = <int*>malloc(sizeof(int))
        if x == NULL:
            raise MemoryError()
        x[0] = n
        pool_add(self.p, x)
    def __dealloc__(self):
        if self.p:
            pool_close(self.p)
