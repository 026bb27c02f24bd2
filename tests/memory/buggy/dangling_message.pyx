cdef const char *msg(int code) noexcept:
    text = "error %d" % code
    b = text.encode()
    return b      # expect: dangling-pointer
