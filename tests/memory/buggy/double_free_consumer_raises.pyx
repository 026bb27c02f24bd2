from libc.stdlib cimport malloc, free

cdef void consume(int *p, bint fail) except *:
    if fail:
        free(p)
        raise ValueError("bad")
    p[0] += 1

def run(bint fail):
    cdef int *p = <int *>malloc(sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[0] = 0
    try:
        consume(p, fail)
    finally:
        free(p)   # expect: double-free
