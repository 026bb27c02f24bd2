def run(int n):
    cdef double hist[16]
    cdef int i
    for i in range(16):
        hist[i] = 0
    for i in range(n):
        hist[i % 16] += 1
    return hist[0]
