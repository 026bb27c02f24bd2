def go():
    cdef int a[3]
    cdef int i, s = 0
    for i in range(3):
        a[i] = i
    for i in range(3):
        s += a[i]
    return s + a[2]
