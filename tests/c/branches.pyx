cdef int chain(int x) noexcept:
    if x < 0:
        x = 1
    elif x == 0:
        x = 2
    elif x == 1:
        x = 3
    else:
        x = 4
    return x

cdef int early(int x) noexcept:
    if x < 0:
        return -1
    if x == 0:
        return 0
    return x * 2

cdef int conditions(int a, int b, int c) noexcept:
    if a and b or c:
        return 1
    if not (a or b) and c:
        return 2
    if a < b < c:
        return 3
    if (a and
            b):
        c = 1
    else:
        c = 2
    return c

cdef int choice(int a, int b) noexcept:
    cdef int least = a if a < b else b
    return least

cdef bint logic(int a, int b, int c) noexcept:
    return a and b or not c

cdef int nested(int a, int b) noexcept:
    if a:
        if b:
            return 1
        a = b
    elif b:
        pass
    return a

cdef void nothing(int a) noexcept:
    if a:
        pass
    else:
        nothing(a - 1)
