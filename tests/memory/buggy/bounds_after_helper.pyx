from libc.stdlib cimport malloc, free
cdef void put(int* p, int i, int v):
    p[i] = v
def go():
    cdef int* p = <int*>malloc(3 * sizeof(int))
    if p == NULL:
        raise MemoryError()
    put(p, 0, 1)
    p[3] = 2    # expect: out-of-bounds
    free(p)
