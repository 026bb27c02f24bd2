from libc.stdlib cimport calloc, free

def go(size_t n):
    cdef long long* p = <long long*>calloc(n, 4)    # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    p[0] = 1
    free(p)
