from libc.stdlib cimport malloc, free
def run(int rows, int cols):
    cdef int *m = <int *>malloc(<size_t>rows * cols * sizeof(int))
    cdef int i, j
    if m == NULL:
        raise MemoryError()
    for i in range(rows):
        for j in range(cols):
            m[i * cols + j] = 0
    m[rows * cols] = 1      # expect: out-of-bounds
    free(m)
