from libc.stdlib cimport malloc, free
def compute(int n, double scale):
    cdef double *work = <double *>malloc(n * sizeof(double))    # expect: leak
    if work == NULL:
        raise MemoryError("work")
    if scale == 0:
        raise ZeroDivisionError("scale")
    cdef int i
    for i in range(n):
        work[i] = i / scale
    cdef double total = 0
    for i in range(n):
        total += work[i]
    free(work)
    return total
