from libc.stdlib cimport malloc, calloc, realloc, free

cdef struct Record:
    double x
    double y
    double z

def one():
    cdef Record* r = <Record*>malloc(sizeof(Record*))  # expect: allocation-size
    if r == NULL:
        raise MemoryError()
    r.x = 0
    free(r)
