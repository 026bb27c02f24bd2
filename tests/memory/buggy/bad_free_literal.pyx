from libc.stdlib cimport free

cdef void literal() noexcept:
    cdef const char* s = "text"
    free(<void*>s)  # expect: bad-free
