from libc.stdlib cimport malloc, free
def outer(int n):
    cdef int *buf
    cdef int i
    results = []
    for i in range(n):
        buf = <int *>malloc(16)    # expect: leak
        if buf == NULL:
            raise MemoryError()
        buf[0] = i
        if i % 2:
            results.append(buf[0])
            free(buf)
    return results
