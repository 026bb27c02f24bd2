from libc.stdlib cimport malloc, free
from libc.stdio cimport printf

cdef struct Msg:
    char* text
    int len

cdef void msg_free(Msg* m):
    free(m.text)
    free(m)

def go():
    cdef Msg* m = <Msg*>malloc(sizeof(Msg))
    if m == NULL:
        return
    m.text = <char*>malloc(8)
    if m.text == NULL:
        free(m)
        return
    m.text[0] = 0
    m.len = 0
    msg_free(m)
    printf("%d\n", m.len)   # expect: use-after-free
