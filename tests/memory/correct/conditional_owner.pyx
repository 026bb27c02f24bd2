from libc.stdlib cimport malloc, calloc, realloc, free

def total(double[:] unused, bint copy, size_t n):
    cdef double stack[8]
    cdef double* work = stack
    cdef size_t i
    if n > 8:
        work = <double*>malloc(n * sizeof(double))
        if work == NULL:
            raise MemoryError()
    try:
        for i in range(n):
            work[i] = i
        print(n)
    finally:
        if work != stack:
            free(work)
