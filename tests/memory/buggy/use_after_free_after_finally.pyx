from libc.stdlib cimport malloc, free
from libc.string cimport strlen

cdef extern from "Python.h":
    object PyUnicode_FromString(const char *)

cdef char *make_name(int k) noexcept:
    cdef char *s = <char *>malloc(8)
    if s == NULL:
        return NULL
    s[0] = 65 + k
    s[1] = 0
    return s

def name(int k):
    cdef char *s = make_name(k)
    if s == NULL:
        raise MemoryError()
    try:
        if strlen(s) > 3:
            raise ValueError()
    finally:
        free(s)
    return PyUnicode_FromString(s)    # expect: use-after-free
