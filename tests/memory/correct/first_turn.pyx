"""In the first turn the value before is not looked at: the lengths start with 0."""

from libc.stdlib cimport malloc, free

cdef extern from "lib.h":
    void lengths(double* into, int n) nogil

def cut(int n, double step):
    cdef double* at = <double*>malloc(n * sizeof(double))
    cdef double point = 0, found = 0
    cdef int k = 0
    if at == NULL:
        raise MemoryError()
    lengths(at, n)
    while point < at[n - 1]:
        if point == at[k]:
            point += step
            k += 1
        elif point < at[k]:
            found += at[k] - at[k - 1]
            point += step
        else:
            k += 1
    free(at)
    return found
