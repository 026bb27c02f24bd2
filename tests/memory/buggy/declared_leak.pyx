cdef extern from "pool.h":
    void* pool_get(size_t n) nogil  # pyxide: allocates(free=pool_put)
    void pool_put(void* p) nogil  # pyxide: frees(1)

def use(size_t n):
    cdef char* p = <char*>pool_get(n)  # expect: leak
    if p == NULL:
        raise MemoryError()
    print(n)
    pool_put(p)
