cdef struct Ctx:
    int* counter
cdef Ctx ctx
def go():
    cdef int local = 0
    ctx.counter = &local    # expect: dangling-pointer
