from libc.stdlib cimport malloc, free
from libc.string cimport strlen, strcpy
cdef char *path_join(const char *a, const char *b) noexcept:
    cdef char *out = <char *>malloc(strlen(a) + strlen(b) + 2)
    if out == NULL:
        return NULL
    strcpy(out, a)
    out[strlen(a)] = c'/'
    strcpy(out + strlen(a) + 1, b)
    return out
def join(bytes a, bytes b):
    cdef char *p = path_join(a, b)
    if p == NULL:
        raise MemoryError()
    try:
        return p.decode("utf-8")
    finally:
        free(p)
