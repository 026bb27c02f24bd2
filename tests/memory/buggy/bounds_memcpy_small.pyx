from libc.string cimport memcpy
def copy8(bytes b):
    cdef char small[8]
    memcpy(small, <char *>b, 16)      # expect: out-of-bounds
    return small[0]
