from libc.stdlib cimport malloc, free
cdef int *make_table(int n) except NULL:
    cdef int *t = <int *>malloc(n * sizeof(int))
    cdef int i
    for i in range(n):
        t[i] = i     # expect: unchecked-allocation
    return t
