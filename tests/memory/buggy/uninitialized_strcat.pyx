from libc.string cimport strcpy, strcat
def run():
    cdef char buf[32]
    strcat(buf, "x")     # expect: uninitialized
    return <bytes>buf
