from libc.stdlib cimport malloc, free
cdef struct Msg:
    int refs
    char* text
cdef Msg* msg_new(size_t n) noexcept:
    cdef Msg* m = <Msg*>malloc(sizeof(Msg))
    if m == NULL:
        return NULL
    m.text = <char*>malloc(n + 1)
    if m.text == NULL:
        free(m)
        return NULL
    m.text[0] = 0
    m.refs = 1
    return m
cdef void msg_unref(Msg* m) noexcept:
    m.refs -= 1
    if m.refs == 0:
        free(m.text)
        free(m)
cdef class Message:
    cdef Msg* m
    def __cinit__(self, size_t n):
        self.m = msg_new(n)
        if self.m == NULL:
            raise MemoryError()
    def copy(self):
        cdef Message o = Message.__new__(Message, 1)
        msg_unref(o.m)
        o.m = self.m
        self.m.refs += 1
        return o
    def __dealloc__(self):
        if self.m != NULL:
            msg_unref(self.m)
