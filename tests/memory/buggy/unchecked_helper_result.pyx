from libc.stdlib cimport malloc, free

cdef int* fresh(int n) noexcept:
    return <int*>malloc(n * sizeof(int))

def go(int n):
    cdef int* p = fresh(n)
    p[0] = n   # expect: unchecked-allocation
    free(p)
