cdef struct Opts:
    int level
    int flags
cdef int level(Opts *o) noexcept:
    return o.level
def run():
    cdef Opts o
    o.flags = 3
    if o.level > 2:      # expect: uninitialized
        return 1
    return 0
