from libc.stdlib cimport malloc, free

cdef void small_or_large(int n) noexcept:
    cdef char[16] local
    cdef char* text = local
    if n > 16:
        text = <char*>malloc(n)
        if text == NULL:
            return
    text[0] = 0
    if text != local:
        free(text)
