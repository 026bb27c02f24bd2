cdef char* upper(str s):
    cdef bytes b = s.upper().encode("ascii")
    cdef char* p = b
    return p    # expect: dangling-pointer
