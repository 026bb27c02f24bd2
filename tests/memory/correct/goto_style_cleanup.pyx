from libc.stdlib cimport malloc, free
cdef int work(int n) nogil:
    cdef double* a = NULL
    cdef double* b = NULL
    cdef int i
    cdef int rc = -1
    while True:
        a = <double*>malloc(n * sizeof(double))
        if a is NULL:
            break
        b = <double*>malloc(n * sizeof(double))
        if b is NULL:
            break
        for i in range(n):
            a[i] = i
            b[i] = a[i] * 2
        rc = 0
        break
    free(b)
    free(a)
    return rc
def run(int n):
    cdef int r
    with nogil:
        r = work(n)
    if r < 0:
        raise MemoryError()
    return r
