from libc.stdlib cimport calloc, free
def go(int n):
    cdef long* acc = <long*>calloc(n, sizeof(long))
    cdef int i
    if acc == NULL:
        raise MemoryError()
    for i in range(n):
        acc[i] += i
    free(acc)
