from libc.stdlib cimport malloc, free
ctypedef int (*visit)(int value, void *ctx) except -1
cdef struct Acc:
    long total
    int count
cdef int add(int value, void *ctx) except -1:
    cdef Acc *a = <Acc *>ctx
    a.total += value
    a.count += 1
    return 0
cdef int walk(int *v, int n, visit f, void *ctx) except -1:
    cdef int i
    for i in range(n):
        f(v[i], ctx)
    return 0
def mean(list xs):
    cdef int n = len(xs), i
    cdef Acc acc
    cdef int *v = <int *>malloc(n * sizeof(int))
    if v == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            v[i] = xs[i]
        acc.total = 0
        acc.count = 0
        walk(v, n, add, &acc)
        return acc.total / acc.count
    finally:
        free(v)
