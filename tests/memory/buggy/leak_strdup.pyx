from libc.string cimport strdup, strlen

cdef size_t length(const char* s) noexcept:
    cdef char* copy = strdup(s)  # expect: leak
    if copy == NULL:
        return 0
    return strlen(copy)
