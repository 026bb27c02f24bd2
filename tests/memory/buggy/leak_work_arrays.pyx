from libc.stdlib cimport malloc, free
cdef struct Work:
    double *xs
    int *idx
cdef bint work_init(Work *w, int n) noexcept nogil:
    w.xs = <double *>malloc(n * sizeof(double))
    if w.xs == NULL:
        return False
    w.idx = <int *>malloc(n * sizeof(int))
    return w.idx != NULL
def run(int n):
    cdef Work w
    if not work_init(&w, n):    # expect: leak
        raise MemoryError()
    w.xs[0] = w.idx[0] = 1
    free(w.xs)
    free(w.idx)
