from libc.stdlib cimport malloc, free

def total(items, int n):
    cdef double* work = <double*>malloc(n * sizeof(double))
    cdef double s = 0
    if work == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            work[i] = items[i]
        for i in range(n):
            s += work[i]
    finally:
        free(work)
    return s
