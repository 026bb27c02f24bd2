from libc.stdlib cimport malloc, free

def numbers(int n):
    cdef int* seq = <int*>malloc(n * sizeof(int))  # expect: leak
    cdef int i
    if seq == NULL:
        raise MemoryError()
    for i in range(n):
        seq[i] = i * i
    for i in range(n):
        yield seq[i]
    free(seq)
