def histogram(bytes data):
    cdef int counts[16]
    cdef int i
    for i in range(16):
        counts[i] = 0
    return len(data)
