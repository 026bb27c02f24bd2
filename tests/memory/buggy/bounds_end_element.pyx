from libc.stdlib cimport malloc, calloc, realloc, free

def close(size_t n):
    cdef int* p = <int*>calloc(n, sizeof(int))
    if p == NULL:
        raise MemoryError()
    p[n] = 1  # expect: out-of-bounds
    free(p)
