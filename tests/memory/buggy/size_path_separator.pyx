from libc.stdlib cimport malloc, free
from libc.string cimport strlen, strcpy
cdef char *path_join(const char *a, const char *b) noexcept:
    cdef char *out = <char *>malloc(strlen(a) + strlen(b) + 1)     # expect: allocation-size
    if out == NULL:
        return NULL
    strcpy(out, a)
    out[strlen(a)] = c'/'
    strcpy(out + strlen(a) + 1, b)
    return out
