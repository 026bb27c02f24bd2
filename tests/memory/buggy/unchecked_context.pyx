from libc.stdlib cimport malloc, free
cdef struct Ctx:
    int id
    double w
cdef Ctx *ctx_new(int id) noexcept:
    cdef Ctx *c = <Ctx *>malloc(sizeof(Ctx))
    c.id = id     # expect: unchecked-allocation
    c.w = 0
    return c
