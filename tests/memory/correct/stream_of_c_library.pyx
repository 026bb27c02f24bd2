from libc.stdlib cimport malloc, free
cdef extern from "zlibish.h":
    ctypedef struct stream_t:
        unsigned char *next_in
        unsigned int avail_in
        unsigned char *next_out
        unsigned int avail_out
    int stream_init(stream_t *s, int level)
    int stream_run(stream_t *s, int flush)
    int stream_end(stream_t *s)
def compress(bytes data, int level=6):
    cdef stream_t s
    cdef int rc
    cdef size_t cap = len(data) + 64
    cdef unsigned char *out = <unsigned char *>malloc(cap)
    if out == NULL:
        raise MemoryError()
    try:
        s.next_in = <unsigned char *>data
        s.avail_in = <unsigned int>len(data)
        s.next_out = out
        s.avail_out = <unsigned int>cap
        rc = stream_init(&s, level)
        if rc != 0:
            raise ValueError(rc)
        try:
            rc = stream_run(&s, 1)
            if rc < 0:
                raise ValueError(rc)
            return out[:cap - s.avail_out]
        finally:
            stream_end(&s)
    finally:
        free(out)
