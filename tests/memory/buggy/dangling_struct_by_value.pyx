cdef struct Slice:
    const int *p
    int n
cdef Slice first3() noexcept:
    cdef int data[3]
    cdef Slice s
    data[0] = data[1] = data[2] = 7
    s.p = data
    s.n = 3
    return s      # expect: dangling-pointer
