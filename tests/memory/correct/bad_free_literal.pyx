from libc.stdlib cimport free
from libc.string cimport strdup

cdef void literal() noexcept:
    cdef char* s = strdup("text")
    free(s)
