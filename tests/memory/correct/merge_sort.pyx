from libc.stdlib cimport malloc, free
def merge_sort(list xs):
    cdef Py_ssize_t n = len(xs), i
    cdef double *a
    cdef double *b
    a = <double *>malloc(n * sizeof(double))
    if a == NULL:
        raise MemoryError()
    b = <double *>malloc(n * sizeof(double))
    if b == NULL:
        free(a)
        raise MemoryError()
    try:
        for i in range(n):
            a[i] = xs[i]
        sort(a, b, n)
        return [a[i] for i in range(n)]
    finally:
        free(b)
        free(a)
cdef void sort(double *a, double *b, Py_ssize_t n) noexcept nogil:
    cdef Py_ssize_t mid = n // 2, i = 0, j, k
    if n < 2:
        return
    sort(a, b, mid)
    sort(a + mid, b + mid, n - mid)
    j = mid
    for k in range(n):
        if i < mid and (j >= n or a[i] <= a[j]):
            b[k] = a[i]
            i += 1
        else:
            b[k] = a[j]
            j += 1
    for k in range(n):
        a[k] = b[k]
