cdef extern from "ilib.h":
    ctypedef struct img_t:
        int w
    img_t* img_new(int w)      # pyxide: allocates(free=img_destroy)
    void img_destroy(img_t* i) # pyxide: frees(1)
from libc.stdlib cimport free

def go(int w):
    cdef img_t* i = img_new(w)
    if i == NULL:
        raise MemoryError()
    free(i)     # expect: mismatched-free
