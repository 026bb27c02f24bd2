from libc.stdlib cimport malloc, calloc, realloc, free

def rows(size_t n):
    cdef size_t i, j
    cdef int** table = <int**>malloc(n * sizeof(int*))
    if table == NULL:
        raise MemoryError()
    for i in range(n):
        table[i] = <int*>malloc(n * sizeof(int))
        if table[i] == NULL:
            for j in range(i):
                free(table[j])
            free(table)
            raise MemoryError()
    for i in range(n):
        free(table[i])
    free(table)
