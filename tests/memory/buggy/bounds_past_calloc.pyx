from libc.stdlib cimport calloc, free
def go(size_t n):
    cdef char* s = <char*>calloc(n, 1)
    if s == NULL:
        raise MemoryError()
    s[n + 1] = 1   # expect: out-of-bounds
    free(s)
