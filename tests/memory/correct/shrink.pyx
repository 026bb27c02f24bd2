from libc.stdlib cimport malloc, free, realloc
def shrink(size_t n):
    cdef char *p = <char *>malloc(n)
    cdef char *q
    if p == NULL:
        raise MemoryError()
    q = <char *>realloc(p, n // 2 + 1)
    if q != NULL:
        p = q
    p[0] = 0
    free(p)
