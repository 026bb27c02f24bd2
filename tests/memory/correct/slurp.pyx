from libc.stdlib cimport malloc, free
from libc.stdio cimport FILE, fopen, fclose, fseek, ftell, fread, SEEK_END, SEEK_SET
cdef char *slurp(const char *path, size_t *size) noexcept nogil:
    cdef FILE *fp = fopen(path, "rb")
    cdef char *buf = NULL
    cdef long n
    if fp == NULL:
        return NULL
    if fseek(fp, 0, SEEK_END) == 0:
        n = ftell(fp)
        if n >= 0 and fseek(fp, 0, SEEK_SET) == 0:
            buf = <char *>malloc(n + 1)
            if buf != NULL:
                size[0] = fread(buf, 1, n, fp)
                buf[size[0]] = 0
    fclose(fp)
    return buf
def read(bytes path):
    cdef size_t n = 0
    cdef char *p
    cdef const char *cpath = path
    with nogil:
        p = slurp(cpath, &n)
    if p == NULL:
        raise OSError(path)
    try:
        return p[:n]
    finally:
        free(p)
