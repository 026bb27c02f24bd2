cdef int* cur = NULL
def go():
    global cur
    cdef int slots[8]
    slots[0] = 1
    cur = slots     # expect: dangling-pointer
