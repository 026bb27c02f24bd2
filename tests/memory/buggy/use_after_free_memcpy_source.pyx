from libc.stdlib cimport malloc, free
from libc.string cimport memcpy
def run(size_t n):
    cdef char *src = <char *>malloc(n)
    cdef char *dst = <char *>malloc(n)
    if not src or not dst:
        free(src)
        free(dst)
        raise MemoryError()
    src[0] = 1
    free(src)
    memcpy(dst, src, n)     # expect: use-after-free
    free(dst)
