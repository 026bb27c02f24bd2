from libc.stdlib cimport malloc, free
def go(int n):
    cdef char *s = <char *>malloc(n)
    cdef int i
    if s == NULL:
        raise MemoryError()
    for i in range(n):
        s[i] = c'a'
    s[n] = c'b'     # expect: out-of-bounds
    free(s)
