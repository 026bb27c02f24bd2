from libc.stdlib cimport malloc, free
cdef int process(int *data, int n) except -1 nogil:
    cdef int *copy = <int *>malloc(n * sizeof(int))   # expect: leak
    cdef int i, bad = 0
    if copy == NULL:
        with gil:
            raise MemoryError()
    for i in range(n):
        if data[i] < 0:
            bad = 1
            break
        copy[i] = data[i]
    else:
        free(copy)
    if bad:
        with gil:
            raise ValueError("negative")
    return 0
