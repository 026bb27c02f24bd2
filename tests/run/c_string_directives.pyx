# cython: c_string_type=str, c_string_encoding=utf8
# C strings become text everywhere, also in structs and arrays.

cdef struct Named:
    char *name
    int n


def in_structs(bytes name):
    """
    >>> in_structs(b"h\\xc3\\xa9") == ({'name': 'h\\xe9', 'n': 1}, 'h\\xe9', ['h\\xe9', 'h\\xe9'])
    True
    """
    cdef Named s
    s.name = name
    s.n = 1
    cdef char *both[2]
    both[0] = name
    both[1] = name
    return s, s.name, [text for text in both]


def slices(char *s):
    """
    >>> slices("abc")
    ('abc', 'ab', b'bc', 3)
    """
    return s, s[:2], <bytes>s[1:], len(s)
