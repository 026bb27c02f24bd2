from libc.stdlib cimport malloc, free, qsort

cdef struct Entry:
    double key
    int idx

cdef int cmp(const void* a, const void* b) noexcept nogil:
    cdef double x = (<Entry*>a).key
    cdef double y = (<Entry*>b).key
    return (x > y) - (x < y)

def argsort(values):
    cdef Py_ssize_t n = len(values)
    cdef Py_ssize_t i
    cdef Entry* e = <Entry*>malloc(n * sizeof(Entry))    # expect: leak
    if e == NULL:
        raise MemoryError()
    for i in range(n):
        e[i].key = values[i]
        e[i].idx = i
    qsort(e, n, sizeof(Entry), &cmp)
    out = [e[i].idx for i in range(n)]
    free(e)
    return out
