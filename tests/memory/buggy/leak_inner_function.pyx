from libc.stdlib cimport malloc, free

def outer(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))   # expect: leak
    if p == NULL:
        raise MemoryError()
    def inner(int i):
        return i + n
    p[0] = inner(3)
    free(p)
