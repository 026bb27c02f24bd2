cdef const char* name(str s):
    data = s.encode()
    return data  # expect: dangling-pointer
