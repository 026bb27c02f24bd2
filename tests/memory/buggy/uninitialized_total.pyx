def go(int n):
    cdef int total
    cdef int i
    for i in range(n):
        total += i    # expect: uninitialized
    return total
