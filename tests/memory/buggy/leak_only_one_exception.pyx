from libc.stdlib cimport malloc, free

def try_else(int n, cb):
    cdef int* p = <int*>malloc(n * sizeof(int))   # expect: leak
    if p == NULL:
        raise MemoryError()
    try:
        cb(n)
    except ValueError:
        free(p)
        raise
    else:
        free(p)
