def first(int n):
    cdef int a[4]
    cdef int i
    for i in range(4):
        a[i] = n
    return a[0]
