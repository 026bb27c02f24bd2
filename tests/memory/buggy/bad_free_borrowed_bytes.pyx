from libc.stdlib cimport free, malloc
cdef struct Buf:
    char *data
    bint owned
def go(bytes b, bint copy):
    cdef Buf buf
    cdef Py_ssize_t i
    if copy:
        buf.data = <char *>malloc(len(b))
        if buf.data == NULL:
            raise MemoryError()
        buf.data[0] = 0
    else:
        buf.data = <char *>b
    c = buf.data[0]
    free(buf.data)      # expect: bad-free
    return c
