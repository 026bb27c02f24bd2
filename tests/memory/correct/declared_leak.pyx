cdef extern from "pool.h":
    void* pool_get(size_t n) nogil  # pyxide: allocates(free=pool_put)
    void pool_put(void* p) nogil  # pyxide: frees(1)
    void registry_add(int key, void* p) nogil  # pyxide: keeps(2)

def use(size_t n):
    cdef char* p = <char*>pool_get(n)
    if p == NULL:
        raise MemoryError()
    try:
        print(n)
    finally:
        pool_put(p)

def register(size_t n):
    cdef void* p = pool_get(n)
    if p == NULL:
        raise MemoryError()
    registry_add(1, p)
