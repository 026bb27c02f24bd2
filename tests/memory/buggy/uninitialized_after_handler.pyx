def go(int n):
    cdef int i
    cdef int result
    try:
        result = int("x" * n)
    except ValueError:
        print("bad")
    return result     # expect: uninitialized
