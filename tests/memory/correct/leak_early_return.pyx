from libc.stdlib cimport malloc, free

cdef int measure(int n) noexcept:
    cdef char* text = <char*>malloc(n)
    if text == NULL:
        return -1
    text[0] = 0
    if n > 64:
        free(text)
        return 64
    free(text)
    return n
