from libc.stdlib cimport malloc, calloc, realloc, free

def rows(size_t n):
    cdef size_t i
    cdef int** table = <int**>malloc(n * sizeof(int*))
    if table == NULL:
        raise MemoryError()
    table[0] = <int*>malloc(n * sizeof(int))  # expect: leak
    free(table)
