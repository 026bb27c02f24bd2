cdef int sum(int* p, int n) noexcept nogil:
    cdef int i, s = 0
    for i in range(n):
        s += p[i]
    return s
def go(int k):
    cdef int a[8]
    cdef int i
    for i in range(8):
        a[i] = k
    return sum(a, 8)
