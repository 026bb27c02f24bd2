from libc.stdlib cimport malloc, free

cdef struct Box:
    char* label
    int n

cdef void box_free(Box* b):
    free(b)

def label(bytes text):
    cdef Box* b = <Box*>malloc(sizeof(Box))
    if b == NULL:
        raise MemoryError()
    b.label = <char*>malloc(16)  # expect: leak
    b.n = 0
    if b.label == NULL:
        free(b)
        raise MemoryError()
    b.label[0] = 0
    box_free(b)
