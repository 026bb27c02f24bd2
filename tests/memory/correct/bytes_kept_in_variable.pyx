def go(str a, str b):
    cdef bytes data = (a + b).encode()
    cdef const char* p = data
    return p[0]
