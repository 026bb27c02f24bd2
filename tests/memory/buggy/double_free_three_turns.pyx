from libc.stdlib cimport malloc, free
def go(int n):
    cdef int i
    cdef int *p = <int *>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    for i in range(3):
        p[0] = i  # expect: use-after-free
        free(p)      # expect: double-free
