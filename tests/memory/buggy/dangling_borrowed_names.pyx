cdef extern from "reg.h":
    void reg_set(const char *name)     # pyxide: borrows
def go(list names):
    cdef const char *cur = NULL
    for n in names:
        cur = n.encode()    # expect: dangling-pointer
        reg_set(cur)
