from libc.stdlib cimport malloc, free

cdef struct Matrix:
    int rows
    int cols
    double* cells

cdef Matrix* matrix_new(int r, int c) except NULL:
    cdef Matrix* m = <Matrix*>malloc(sizeof(Matrix))  # expect: leak
    if m == NULL:
        raise MemoryError()
    m.rows = r
    m.cols = c
    m.cells = <double*>malloc(<size_t>r * c * sizeof(double))
    if m.cells == NULL:
        raise MemoryError()
    return m

cdef void matrix_free(Matrix* m):
    free(m.cells)
    free(m)

def trace(int n):
    cdef Matrix* m = matrix_new(n, n)
    m.cells[0] = 1.0
    matrix_free(m)
