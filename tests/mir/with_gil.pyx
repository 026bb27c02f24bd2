cdef int work(int n) except -1 nogil:
    return n

def release(int n):
    with nogil:
        n = work(n)
    return n

def manager(m):
    with m as x:
        return x
