from libc.stdlib cimport malloc, free

cdef int* get(int n):
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        return NULL
    p[0] = n
    if n < 0:
        free(p)
    return p   # expect: use-after-free

def use(int n):
    cdef int* p = get(n)
    if p != NULL:
        free(p)
