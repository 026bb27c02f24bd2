from libc.stdlib cimport malloc, free
from libc.string cimport strncpy, strlen
def go(bytes s):
    cdef size_t n = strlen(s)
    cdef char *d = <char *>malloc(n)     # expect: allocation-size
    if d == NULL:
        raise MemoryError()
    strncpy(d, s, n)
    d[n] = c'\0'
    free(d)
