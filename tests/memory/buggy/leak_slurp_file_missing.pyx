from libc.stdlib cimport malloc, free
from libc.stdio cimport FILE, fopen, fclose, fread
cdef char *slurp(const char *path, size_t n) noexcept nogil:
    cdef char *buf = <char *>malloc(n + 1)    # expect: leak
    cdef FILE *fp
    if buf == NULL:
        return NULL
    fp = fopen(path, "rb")
    if fp == NULL:
        return NULL
    n = fread(buf, 1, n, fp)
    buf[n] = 0
    fclose(fp)
    return buf
