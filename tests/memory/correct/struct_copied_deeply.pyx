from libc.stdlib cimport malloc, free
cdef struct Str:
    char *p
    size_t n
cdef void str_free(Str *s) noexcept:
    free(s.p)
    s.p = NULL
cdef int str_copy(Str *to, const Str *src) noexcept:
    cdef size_t i
    to.p = <char *>malloc(src.n)
    if to.p == NULL:
        return -1
    for i in range(src.n):
        to.p[i] = src.p[i]
    to.n = src.n
    return 0
def run(size_t n):
    cdef Str a
    cdef Str b
    a.p = <char *>malloc(n)
    a.n = n
    if a.p == NULL:
        raise MemoryError()
    a.p[0] = 0
    if str_copy(&b, &a) != 0:
        str_free(&a)
        raise MemoryError()
    str_free(&a)
    str_free(&b)
