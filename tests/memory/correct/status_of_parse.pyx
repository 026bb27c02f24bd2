cdef int parse(const char *s, int *out) noexcept:
    if s[0] == 0:
        return -1
    out[0] = s[0]
    return 0
def run(bytes b):
    cdef int v
    if parse(b, &v) < 0:
        raise ValueError(b)
    return v
