from libc.stdlib cimport free, malloc

def go(int n):
    cdef int local[16]
    cdef int* p = local
    if n > 16:
        p = <int*>malloc(n * sizeof(int))
        if p == NULL:
            raise MemoryError()
    p[0] = n
    free(p)    # expect: bad-free
