from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
def cstr(bytes b):
    cdef size_t n = len(b)
    cdef char *s = <char *>malloc(n + 1)
    if s == NULL:
        raise MemoryError()
    memcpy(s, <const char *>b, n)
    s[n] = 0
    r = s[0]
    free(s)
    return r
