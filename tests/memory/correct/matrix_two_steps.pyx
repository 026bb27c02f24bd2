from libc.stdlib cimport malloc, free
cdef struct Matrix:
    int rows
    int cols
    double* cells
cdef Matrix* matrix_new(int r, int c) except NULL:
    cdef Matrix* m = <Matrix*>malloc(sizeof(Matrix))
    if m == NULL:
        raise MemoryError()
    m.rows = r
    m.cols = c
    m.cells = <double*>malloc(<size_t>r * c * sizeof(double))
    if m.cells == NULL:
        free(m)
        raise MemoryError()
    return m
cdef void matrix_free(Matrix* m) noexcept:
    if m != NULL:
        free(m.cells)
        free(m)
def trace(int n, f):
    cdef Matrix* m = matrix_new(n, n)
    try:
        m.cells[0] = f(n)
    finally:
        matrix_free(m)
