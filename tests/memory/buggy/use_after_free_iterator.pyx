from libc.stdlib cimport malloc, free

def run(int n):
    cdef int *data = <int *>malloc(n * sizeof(int))
    cdef int *end
    cdef int *it
    cdef long s = 0
    if data == NULL:
        raise MemoryError()
    for i in range(n):
        data[i] = i
    it = data
    end = data + n
    free(data)
    while it < end:
        s += it[0]    # expect: use-after-free
        it += 1
    return s
