from libc.stdlib cimport calloc, free
def run(int rows, int cols):
    cdef double *m = <double *>calloc(rows * cols, sizeof(double))     # expect: allocation-size
    if m == NULL:
        raise MemoryError()
    m[0] = 1
    free(m)
