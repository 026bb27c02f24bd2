from libc.stdlib cimport malloc, free
def go():
    cdef int* a = <int*>malloc(4 * sizeof(int))
    cdef int k
    if a == NULL:
        raise MemoryError()
    for k from 0 <= k <= 4:
        a[k] = k    # expect: out-of-bounds
    free(a)
