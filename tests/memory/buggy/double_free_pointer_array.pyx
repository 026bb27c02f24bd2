from libc.stdlib cimport malloc, free

def go(int n):
    cdef void* p = malloc(n)
    cdef void* keep[2]
    keep[0] = p
    keep[1] = NULL
    free(p)
    free(keep[0])   # expect: double-free
