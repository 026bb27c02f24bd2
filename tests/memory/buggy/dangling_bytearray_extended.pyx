def go(bytearray ba):
    cdef char* p = ba
    ba.extend(b"more")
    return p[0]     # expect: dangling-pointer
