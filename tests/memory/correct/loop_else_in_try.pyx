from libc.stdlib cimport malloc, free
def go(int n, cb):
    cdef int* p = <int*>malloc(n * sizeof(int))
    cdef int i
    if p == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            p[i] = i
            if cb(i):
                break
        else:
            return None
        return p[0]
    finally:
        free(p)
