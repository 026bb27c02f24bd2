def run(dict d, str k):
    cdef const char *p
    p = d[k].upper().encode("utf-8")      # expect: dangling-pointer
    return p[0]
