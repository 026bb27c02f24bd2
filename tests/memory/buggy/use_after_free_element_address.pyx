from libc.stdlib cimport malloc, realloc, free

def go(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int* first
    cdef int* q
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    first = &p[0]
    q = <int*>realloc(p, 2 * n * sizeof(int))
    if q == NULL:
        free(p)
        raise MemoryError()
    first[0] = 5   # expect: use-after-free
    free(q)
