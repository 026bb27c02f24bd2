from libc.stdlib cimport malloc, free
cdef enum:
    SIZE = 12
def days(int month):
    cdef int table[SIZE]
    cdef int i
    for i in range(1, SIZE + 1):
        table[i - 1] = 30
    if not 1 <= month <= SIZE:
        raise ValueError(month)
    return table[month - 1]
