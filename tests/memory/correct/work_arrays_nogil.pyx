from libc.stdlib cimport malloc, free
cdef struct Work:
    double *xs
    int *idx
cdef bint work_init(Work *w, int n) noexcept nogil:
    w.xs = <double *>malloc(n * sizeof(double))
    w.idx = <int *>malloc(n * sizeof(int))
    if w.xs == NULL or w.idx == NULL:
        work_free(w)
        return False
    return True
cdef void work_free(Work *w) noexcept nogil:
    free(w.xs)
    free(w.idx)
    w.xs = NULL
    w.idx = NULL
def run(int n):
    cdef Work w
    cdef double s = 0
    cdef int i
    with nogil:
        if not work_init(&w, n):
            with gil:
                raise MemoryError()
        for i in range(n):
            w.xs[i] = i
            w.idx[i] = i
            s += w.xs[w.idx[i]]
        work_free(&w)
    return s
