cdef int* current = NULL

def work():
    cdef int value = 3
    global current
    current = &value
    current[0] = 4
    current = NULL
