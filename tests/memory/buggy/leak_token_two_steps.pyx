from libc.stdlib cimport malloc, free

cdef struct Token:
    int kind
    char *text

cdef Token *token_create(int kind, const char *src, size_t n) noexcept:
    cdef Token *t = <Token *>malloc(sizeof(Token))  # expect: leak
    cdef size_t i
    if t is NULL:
        return NULL
    t.kind = kind
    t.text = <char *>malloc(n + 1)
    if t.text is NULL:
        return NULL
    for i in range(n):
        t.text[i] = src[i]
    t.text[n] = 0
    return t

cdef void token_destroy(Token *t) noexcept:
    free(t.text)
    free(t)

def kind_of(bytes src):
    cdef Token *t = token_create(1, src, len(src))
    if t is NULL:
        raise MemoryError()
    kind = t.kind
    token_destroy(t)
    return kind
