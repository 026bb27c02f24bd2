"""Which of its kinds a thing is of decides what a pointer gets; there is no other kind."""

cdef extern from "lib.h":
    void fill_one(void** p)
    void fill_many(void** p)
    object wrap(void* p)

cdef class One:
    pass

cdef class Many:
    pass

cdef convert(thing):
    cdef void* out
    if isinstance(thing, One):
        fill_one(&out)
    elif isinstance(thing, Many):
        fill_many(&out)
    return wrap(out)
