from libc.stdlib cimport malloc, free

def windows(data, int width):
    """Generator that frees only when exhausted."""
    cdef double *win = <double *>malloc(width * sizeof(double))  # expect: leak
    cdef int i = 0
    if win == NULL:
        raise MemoryError()
    for i in range(width):
        win[i] = 0.0
    i = 0
    while i < 10:
        win[i % width] = i
        yield i
        i += 1
    free(win)
