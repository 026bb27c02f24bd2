cdef extern from "strings.h" nogil:
    ctypedef const char const_char
    ctypedef struct entry:
        const_char *name
    void release(void *block)

cdef void clear(entry *e) noexcept:
    cdef const_char *old = e.name
    release(<void *> e.name)
    release(<void *> old)
    release(e)
