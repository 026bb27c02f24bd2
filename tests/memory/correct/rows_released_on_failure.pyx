from libc.stdlib cimport malloc, free
def go(int n):
    cdef int i, j
    cdef int** rows = <int**>malloc(n * sizeof(int*))
    if rows == NULL:
        raise MemoryError()
    for i in range(n):
        rows[i] = <int*>malloc(n * sizeof(int))
        if rows[i] == NULL:
            for j in range(i):
                free(rows[j])
            free(rows)
            raise MemoryError()
    for i in range(n):
        free(rows[i])
    free(rows)
