from libc.stdlib cimport malloc, free
cdef struct Cfg:
    char *host
    int port
cdef Cfg *cfg_parse(dict d) except NULL:
    cdef Cfg *c = <Cfg *>malloc(sizeof(Cfg))   # expect: leak
    if c == NULL:
        raise MemoryError()
    c.host = NULL
    c.port = d["port"]
    return c
def port(dict d):
    cdef Cfg *c = cfg_parse(d)
    p = c.port
    free(c)
    return p
