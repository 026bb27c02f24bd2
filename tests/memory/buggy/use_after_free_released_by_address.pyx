from libc.stdlib cimport malloc, free
cdef void release(int **p) noexcept:
    free(p[0])
    p[0] = NULL
def go():
    cdef int *p = <int *>malloc(8)
    cdef int *alias = p
    if p == NULL:
        return
    p[0] = 1
    release(&p)
    free(p)
    return alias[0]      # expect: use-after-free
