from libc.stdlib cimport malloc, free

def go(int n):
    cdef double* p = <double*>malloc(n)  # expect: allocation-size
    cdef int i
    if p == NULL:
        raise MemoryError()
    for i in range(n):
        p[i] = i
    free(p)
