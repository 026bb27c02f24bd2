from libc.stdlib cimport free
cdef struct Small:
    int tag
    char inline_buf[16]
    char *ptr
cdef void small_init(Small *s) noexcept:
    s.tag = 0
    s.ptr = s.inline_buf
def run():
    cdef Small s
    small_init(&s)
    free(s.ptr)      # expect: bad-free
