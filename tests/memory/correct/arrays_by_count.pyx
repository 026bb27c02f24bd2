"""Arrays on the stack that one loop fills and another one reads, both by the same count."""

cdef sums(int count, int* sizes):
    cdef int seen[8]
    cdef int at[8]
    cdef int i, total = 1
    for i in range(count):
        total *= sizes[i]
        seen[i] = 0
        at[i] = i
    for i in reversed(range(count)):
        if seen[i] == 0:
            total += at[i]
        seen[i] += 1
    return total + at[0]
