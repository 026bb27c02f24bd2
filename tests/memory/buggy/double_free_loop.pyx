from libc.stdlib cimport malloc, free

cdef void loop(int n) noexcept:
    cdef int i
    cdef int* p = <int*>malloc(sizeof(int))
    for i in range(n):
        free(p)  # expect: double-free
    if n <= 0:
        free(p)
