from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Shared:
    int count
    double value

cdef Shared* acquire(Shared* s):
    s.count += 1
    return s

cdef void release(Shared* s):
    s.count -= 1
    if s.count == 0:
        free(s)

def use():
    cdef Shared* s = <Shared*>malloc(sizeof(Shared))
    if s == NULL:
        raise MemoryError()
    s.count = 1
    s.value = 2.5
    acquire(s)
    release(s)
    release(s)
