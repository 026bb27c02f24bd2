from libc.stdlib cimport malloc, calloc, realloc, free

def table(int rows, int cols):
    cdef double* p = <double*>malloc(rows * cols * sizeof(double))  # expect: allocation-size
    if p == NULL:
        raise MemoryError()
    free(p)
