from libc.stdlib cimport malloc, free
cdef void consume(int *p, bint fail) except *:
    if fail:
        raise ValueError("bad")
    p[0] += 1
def run(bint fail):
    cdef int *p = <int *>malloc(sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    try:
        consume(p, fail)
        return p[0]
    finally:
        free(p)
