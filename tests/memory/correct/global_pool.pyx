from libc.stdlib cimport malloc, free
cdef struct Pool:
    void **blocks
    int n
cdef Pool pool
def setup(int n):
    pool.blocks = <void **>malloc(n * sizeof(void *))
    if pool.blocks == NULL:
        raise MemoryError()
    pool.n = 0
def take(size_t n):
    cdef void *p = malloc(n)
    if p == NULL:
        raise MemoryError()
    pool.blocks[pool.n] = p
    pool.n += 1
def drop():
    cdef int i
    for i in range(pool.n):
        free(pool.blocks[i])
    free(pool.blocks)
    pool.blocks = NULL
    pool.n = 0
