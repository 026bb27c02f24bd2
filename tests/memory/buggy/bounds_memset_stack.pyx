from libc.string cimport memset
def go():
    cdef int a[10]
    memset(a, 0, 11 * sizeof(int))    # expect: out-of-bounds
    return a[0]
