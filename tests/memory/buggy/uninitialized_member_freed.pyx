from libc.stdlib cimport malloc, free
cdef struct S:
    int a
    char* name
def go():
    cdef S* s = <S*>malloc(sizeof(S))
    if s == NULL:
        raise MemoryError()
    s.a = 1
    free(s.name)    # expect: uninitialized
    free(s)
