from libc.stdlib cimport malloc, free
cdef struct Str:
    char *p
    size_t n
cdef void str_free(Str *s) noexcept:
    free(s.p)
    s.p = NULL
def run(size_t n):
    cdef Str a
    cdef Str b
    a.p = <char *>malloc(n)
    a.n = n
    b = a
    str_free(&a)
    str_free(&b)     # expect: double-free
