from libc.stdlib cimport malloc, calloc, realloc, free

def table(int rows, int cols):
    cdef double* p = <double*>malloc(<size_t>rows * cols * sizeof(double))
    if p == NULL:
        raise MemoryError()
    free(p)
