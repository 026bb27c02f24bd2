from libc.stdlib cimport malloc, free
def run(int rows, int cols):
    cdef int *m
    cdef int i, j
    if rows <= 0 or cols <= 0:
        raise ValueError()
    m = <int *>malloc(<size_t>rows * cols * sizeof(int))
    if m == NULL:
        raise MemoryError()
    for i in range(rows):
        for j in range(cols):
            m[i * cols + j] = 0
    m[rows * cols - 1] = 1
    free(m)
