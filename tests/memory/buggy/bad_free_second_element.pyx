from libc.stdlib cimport free, malloc
def run(int n):
    cdef int *p = <int *>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    free(&p[1])      # expect: bad-free
