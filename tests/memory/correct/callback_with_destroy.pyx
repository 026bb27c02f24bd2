from libc.stdlib cimport malloc, free
cdef extern from "lib.h":
    ctypedef void (*cb_t)(void* ctx)
    int lib_register(cb_t cb, void* ctx, void (*destroy)(void*))
cdef struct Ctx:
    int n
cdef void on_event(void* ctx) noexcept:
    (<Ctx*>ctx).n += 1
def register(int n):
    cdef Ctx* c = <Ctx*>malloc(sizeof(Ctx))
    if c == NULL:
        raise MemoryError()
    c.n = n
    lib_register(on_event, <void*>c, free)
