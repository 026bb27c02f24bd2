# A Python call between allocation and release may raise.
from libc.stdlib cimport malloc, free

def total(items, int n):
    cdef double* work = <double*>malloc(n * sizeof(double))  # expect: leak
    if work == NULL:
        raise MemoryError()
    for i in range(n):
        work[i] = items[i]
    cdef double s = 0
    for i in range(n):
        s += work[i]
    free(work)
    return s
