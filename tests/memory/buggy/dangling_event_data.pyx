from cpython.ref cimport PyObject
cdef extern from "ev.h":
    ctypedef struct ev_t:
        void *data
    void ev_start(ev_t *e)
cdef class Watch:
    cdef ev_t ev
    def start(self, name):
        cdef bytes key = name.encode()
        self.ev.data = <void *><char *>key      # expect: dangling-pointer
        ev_start(&self.ev)
