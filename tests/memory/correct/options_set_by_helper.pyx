cdef struct Opts:
    int level
    int flags
cdef void opts_default(Opts *o) noexcept:
    o.level = 1
    o.flags = 0
def run():
    cdef Opts o
    opts_default(&o)
    if o.level > 2:
        return 1
    return 0
