from libc.stdlib cimport malloc, free
def norm2(seq):
    cdef Py_ssize_t n = len(seq), i
    cdef double acc = 0
    cdef double *tmp = <double *>malloc(n * sizeof(double))
    if tmp is NULL:
        raise MemoryError
    try:
        for i in range(n):
            tmp[i] = seq[i]
    except:
        free(tmp)
        raise
    for i in range(n):
        acc += tmp[i] * tmp[i]
    free(tmp)
    return acc
