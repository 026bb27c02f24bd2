cdef class Tok:
    cdef const char *name
    cdef int n
cdef Tok make(object s):
    cdef Tok t = Tok()
    cdef bytes enc = s.encode()
    t.name = enc      # expect: dangling-pointer
    t.n = len(enc)
    return t
