from libc.stdlib cimport malloc, free
cdef void release(int *p) noexcept:
    free(p)
    p = NULL
def go():
    cdef int *p = <int *>malloc(8)
    if p == NULL:
        return
    release(p)
    if p != NULL:
        free(p)      # expect: double-free
