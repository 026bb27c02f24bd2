def histogram(bytes data):
    cdef int counts[16]
    cdef int i
    for i in range(17):
        counts[i] = 0  # expect: out-of-bounds
    return len(data)
