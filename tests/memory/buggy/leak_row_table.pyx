from libc.stdlib cimport malloc, calloc, free
cdef struct Matrix:
    int n
    double **rows
cdef void matrix_free(Matrix *m) noexcept:
    cdef int i
    for i in range(m.n):
        free(m.rows[i])
    free(m)
cdef Matrix *matrix_new(int n) noexcept:
    cdef Matrix *m = <Matrix *>malloc(sizeof(Matrix))
    cdef int i
    if m == NULL:
        return NULL
    m.n = n
    m.rows = <double **>calloc(n, sizeof(double *))  # expect: leak
    if m.rows == NULL:
        free(m)
        return NULL
    for i in range(n):
        m.rows[i] = <double *>calloc(n, sizeof(double))
        if m.rows[i] == NULL:
            matrix_free(m)
            return NULL
    return m
def go(int n):
    cdef Matrix *m = matrix_new(n)
    if m == NULL:
        raise MemoryError()
    m.rows[0][0] = 1
    matrix_free(m)
