from libc.stdio cimport snprintf
def fmt(int n):
    cdef char buf[8]
    snprintf(buf, 32, "%d items", n)     # expect: out-of-bounds
    return <bytes>buf
