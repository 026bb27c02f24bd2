from libc.stdlib cimport malloc, free
cdef struct Ev:
    int id
    void *data
cdef int ev_drop(Ev *e) noexcept:
    cdef int id = e.id
    free(e)
    return id
def run():
    cdef Ev *e = <Ev *>malloc(sizeof(Ev))
    if e == NULL:
        raise MemoryError()
    e.id = 3
    e.data = NULL
    print("dropped", ev_drop(e))
    return e.id      # expect: use-after-free
