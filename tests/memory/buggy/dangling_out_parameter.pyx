cdef void pick(int** out):
    cdef int x = 3
    out[0] = &x    # expect: dangling-pointer
def go():
    cdef int* p = NULL
    pick(&p)
