from libc.stdlib cimport malloc, free

def squares(int n):
    cdef int i
    cdef int* p = <int*>malloc(n * sizeof(int))  # expect: leak
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = i * i
        yield p[i]
    free(p)
