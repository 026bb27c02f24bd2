from libc.stdlib cimport malloc, free
from libc.stdio cimport FILE, fopen, fclose, fread
def checksum(bytes path, size_t block):
    cdef unsigned char *buf = NULL
    cdef FILE *fp = NULL
    cdef size_t got, i
    cdef unsigned long total = 0
    try:
        buf = <unsigned char *>malloc(block)
        if buf == NULL:
            raise MemoryError()
        fp = fopen(path, "rb")
        if fp == NULL:
            raise IOError(path)
        while True:
            got = fread(buf, 1, block, fp)
            if got == 0:
                break
            for i in range(got):
                total += buf[i]
    finally:
        if fp != NULL:
            fclose(fp)
        free(buf)
    return total
