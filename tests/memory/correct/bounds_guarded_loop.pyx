from libc.stdlib cimport malloc, calloc, realloc, free

def sums(size_t n):
    cdef size_t i
    cdef double total = 0
    cdef double* p = <double*>malloc(n * sizeof(double))
    if p == NULL:
        raise MemoryError()
    for i in range(n + 1):
        if i < n:
            p[i] = i
        else:
            total += i
    free(p)
    return total
