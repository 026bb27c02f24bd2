from libc.stdlib cimport malloc, free
def gen(int n):
    cdef int* seq = <int*>malloc(n * sizeof(int))
    cdef int i
    if seq == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            seq[i] = i
        for i in range(n):
            yield seq[i]
    finally:
        free(seq)
