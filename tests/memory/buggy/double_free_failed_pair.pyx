from libc.stdlib cimport malloc, free

cdef struct Pair:
    char *a
    char *b

def run(size_t n):
    cdef Pair p
    p.a = <char *>malloc(n)  # expect: leak
    p.b = <char *>malloc(n)
    if p.a == NULL or p.b == NULL:
        free(p.a)
        free(p.b)
    p.a = NULL
    free(p.a)
    free(p.b)   # expect: double-free
