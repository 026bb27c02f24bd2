cdef struct Opts:
    int level
    int flags
def run(int lvl):
    cdef Opts o = Opts(level=lvl, flags=0)
    cdef Opts p
    p = o
    return p.level + p.flags
