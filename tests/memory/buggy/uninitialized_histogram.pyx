def run(int n):
    cdef double hist[16]
    cdef int i
    for i in range(n):
        hist[i % 16] += 1      # expect: uninitialized
    return hist[0]
