cdef extern from "ev.h":
    ctypedef struct ev_t:
        void *data
    void ev_start(ev_t *e)
cdef class Watch:
    cdef ev_t ev
    cdef bytes key
    def start(self, name):
        self.key = name.encode()
        self.ev.data = <void *><char *>self.key
        ev_start(&self.ev)
