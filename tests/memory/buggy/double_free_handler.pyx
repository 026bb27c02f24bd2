from libc.stdlib cimport malloc, free

def go(cb):
    cdef int* p = <int*>malloc(40)  # expect: leak
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    try:
        cb()
        free(p)
        cb()
    except Exception:
        free(p)   # expect: double-free
        raise
