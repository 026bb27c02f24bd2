from libc.stdlib cimport free, malloc

def go(int n):
    cdef char* p = <char*>malloc(n)
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    while p[0] == 1:
        p += 1
        p[0] = 0
    free(p)    # expect: bad-free
