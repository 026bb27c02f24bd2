from libc.stdlib cimport malloc, free
cdef size_t MAXN = 1 << 20
def image(int width, int height):
    if width <= 0 or height <= 0 or width > 10000 or height > 10000:
        raise ValueError("size")
    cdef unsigned char* px = <unsigned char*>malloc(<size_t>width * height * 4)
    if px == NULL:
        raise MemoryError()
    px[0] = 1
    free(px)
