from libc.stdlib cimport malloc, free
def run(int n, flag):
    cdef int *p = <int *>malloc(n * sizeof(int))
    cdef int *q = p if n > 2 else NULL
    if p == NULL:
        return
    p[0] = 0
    free(p)
    if q != NULL:
        free(q)      # expect: double-free
