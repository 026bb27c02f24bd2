from libc.stdlib cimport malloc, free, realloc
def shrink(size_t n):
    cdef char *p = <char *>malloc(n)
    if p == NULL:
        raise MemoryError()
    cdef char *q = <char *>realloc(p, n // 2 + 1)
    if q != NULL:
        q[0] = 0
        free(q)
    free(p)      # expect: double-free
