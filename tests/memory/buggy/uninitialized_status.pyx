cdef int parse(const char *s, int *out) noexcept:
    if s[0] == 0:
        return -1
    out[0] = s[0]
    return 0
def run(bytes b):
    cdef int v
    cdef int rc
    if len(b) > 3:
        rc = parse(b, &v)
    return rc      # expect: uninitialized
