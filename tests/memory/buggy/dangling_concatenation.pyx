def go(str a, str b):
    cdef const char* p = (a + b).encode()    # expect: dangling-pointer
    return p[0]
