from libc.string cimport strdup, strlen
from libc.stdlib cimport free

cdef size_t length(const char* s) noexcept:
    cdef char* copy = strdup(s)
    if copy == NULL:
        return 0
    cdef size_t n = strlen(copy)
    free(copy)
    return n
