from libc.stdlib cimport malloc, calloc, realloc, free

def squares(size_t n):
    cdef size_t i
    cdef long* out = <long*>malloc(n * sizeof(long))
    if out == NULL:
        raise MemoryError()
    for i in range(n + 1):
        out[i] = i * i  # expect: out-of-bounds
    free(out)
