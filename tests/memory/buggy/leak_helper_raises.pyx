from libc.stdlib cimport malloc, free

cdef void fill(int* p, int n) except *:
    cdef int i
    if n > 1000:
        raise ValueError("n")
    for i in range(n):
        p[i] = i

def go(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))  # expect: leak
    if p == NULL:
        raise MemoryError()
    fill(p, n)
    cdef int r = p[0]
    free(p)
    return r
