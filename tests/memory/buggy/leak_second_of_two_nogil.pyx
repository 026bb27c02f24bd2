from libc.stdlib cimport malloc, free

cdef int work(int n) nogil:
    cdef double* a
    cdef double* b
    cdef int i
    a = <double*>malloc(n * sizeof(double))  # expect: leak
    if a is NULL:
        return -1
    b = <double*>malloc(n * sizeof(double))
    if b is NULL:
        return -1
    for i in range(n):
        a[i] = i
        b[i] = a[i] * 2
    free(b)
    free(a)
    return 0

def run(int n):
    cdef int r
    with nogil:
        r = work(n)
    return r
