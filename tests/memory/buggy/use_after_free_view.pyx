from libc.stdlib cimport malloc, free

def view(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    cdef int[:] v = <int[:n]>p
    v[0] = 1
    free(p)
    return v[0]   # expect: use-after-free
