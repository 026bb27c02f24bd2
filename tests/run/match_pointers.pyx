# `match` of C pointers, which have no object.

cdef str kind(int* p):
    match p:
        case NULL:
            return "null"
        case _:
            return "int"


cdef int value(int* p, int* limit):
    match p:
        case NULL:
            return -1
        case _ if p == limit:
            return -2
        case _:
            return p[0]


def pointers(int n):
    """
    >>> pointers(5)
    ('int', 'null', 5, -1, -2)
    """
    return kind(&n), kind(NULL), value(&n, NULL), value(NULL, &n), value(&n, &n)
