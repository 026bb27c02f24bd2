from libc.stdlib cimport malloc, free

def image(int width, int height):
    cdef unsigned char* px = <unsigned char*>malloc(width * height * 4)    # expect: allocation-size
    if px == NULL:
        raise MemoryError()
    px[0] = 1
    free(px)
