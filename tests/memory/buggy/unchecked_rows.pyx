from libc.stdlib cimport malloc, free

def go(int n):
    cdef char** rows = <char**>malloc(n * sizeof(char*))
    cdef int i
    if rows == NULL:
        raise MemoryError()
    for i in range(n):
        rows[i] = <char*>malloc(10)
        rows[i][0] = 0   # expect: unchecked-allocation
    for i in range(n):
        free(rows[i])
    free(rows)
