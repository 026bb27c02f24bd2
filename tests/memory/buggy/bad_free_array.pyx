from libc.stdlib cimport free

cdef void array(int n) noexcept:
    cdef char[16] text
    text[0] = 0
    free(text)  # expect: bad-free
