from libc.string cimport strlen

def length(text):
    cdef const char *p
    if text is None:
        p = NULL
    else:
        p = text = text.encode("utf-8")
    return strlen(p) if p != NULL else 0
