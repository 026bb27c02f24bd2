from libc.stdlib cimport malloc, free

def check(list rows):
    cdef int n = len(rows)
    cdef int* p = <int*>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError()
    try:
        for i, row in enumerate(rows):
            if row is None:
                raise ValueError("row %d" % i)
            p[i] = 1
    finally:
        free(p)
