from libc.stdlib cimport malloc, free

def scan(data, int limit):
    cdef char* buf = NULL
    cdef int i = 0
    while True:
        buf = <char*>malloc(64)  # expect: leak
        if buf == NULL:
            break
        buf[0] = i
        i += 1
        if i > limit:
            break
        free(buf)
    return i
