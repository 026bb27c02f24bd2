cdef const char* name(bytes data):
    return data
