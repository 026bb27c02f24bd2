from libc.string cimport strcpy
def go():
    cdef char buf[4]
    strcpy(buf, "hello")    # expect: out-of-bounds
    return <bytes>buf
