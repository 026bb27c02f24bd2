from libc.stdlib cimport malloc, free
def go(int n):
    cdef long* acc = <long*>malloc(n * sizeof(long))
    cdef int i
    if acc == NULL:
        raise MemoryError()
    for i in range(n):
        acc[i] += i    # expect: uninitialized
    free(acc)
