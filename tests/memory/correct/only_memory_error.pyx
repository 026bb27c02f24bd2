from libc.stdlib cimport malloc, free
cdef inline void* safe(size_t n) except NULL:
    cdef void* p = malloc(n)
    if p == NULL:
        raise MemoryError()
    return p
def go(int n):
    cdef int* a = <int*>safe(n * sizeof(int))
    cdef int* b
    try:
        b = <int*>safe(n * sizeof(int))
    except MemoryError:
        free(a)
        raise
    a[0] = 1
    b[0] = 2
    free(a)
    free(b)
