from libc.stdlib cimport malloc, free
cdef struct Buf:
    char* p
    size_t n
cdef int buf_init(Buf* b, size_t n) noexcept:
    b.p = <char*>malloc(n)
    if b.p == NULL:
        return -1
    b.n = n
    return 0
cdef void buf_clear(Buf* b) noexcept:
    free(b.p)
    b.p = NULL
    b.n = 0
def go(size_t n, cb):
    cdef Buf b
    if buf_init(&b, n) < 0:
        raise MemoryError()
    try:
        b.p[0] = 1
        cb()
    finally:
        buf_clear(&b)
