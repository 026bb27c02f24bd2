from libc.stdlib cimport malloc, free

def go(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    try:
        p[0] = n
        if n > 3:
            free(p)
            return n
        return p[0]
    finally:
        free(p)   # expect: double-free
